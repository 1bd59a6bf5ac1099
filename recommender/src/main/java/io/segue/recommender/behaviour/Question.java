package io.segue.recommender.behaviour;

import java.util.List;

/**
 * A playlist that breaks off, and how it went on.
 *
 * @param tracks the playlist so far, oldest first
 * @param right what came then, at least one track and none twice
 */
public record Question(List<String> tracks, List<String> right) {

  /** Copies the lists. */
  public Question {
    tracks = List.copyOf(tracks);
    right = List.copyOf(right);
    if (right.isEmpty()) {
      throw new IllegalArgumentException("a question needs a right answer");
    }
  }

  /** The same with another playlist so far. */
  Question withTracks(List<String> other) {
    return new Question(other, right);
  }
}

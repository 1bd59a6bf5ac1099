package io.segue.client;

import java.util.List;

/**
 * What should play after a list of tracks.
 *
 * @param tracks their ids, oldest first; may be empty
 * @param options what is wished of the answer
 */
public record Question(List<String> tracks, Options options) {

  /** Copies the list. */
  public Question {
    tracks = List.copyOf(tracks);
  }

  /** Without wishes. */
  public Question(List<String> tracks) {
    this(tracks, Options.defaults());
  }
}

package io.segue.recommender;

import java.util.Set;

/** {@link Exclusions} in the numbers of one model. Immutable and thread-safe. */
final class Refused {

  private final int[] artistOf;
  private final IntSet tracks;
  private final IntSet artists;
  private final boolean anyArtist;

  Refused(Model model, Exclusions exclusions) {
    this.artistOf = model.artistOf();
    this.tracks = numbers(model.tracks(), exclusions.tracks());
    this.artists = numbers(model.artists(), exclusions.artists());
    this.anyArtist = !exclusions.artists().isEmpty();
  }

  boolean contains(int track) {
    return tracks.contains(track)
        || (anyArtist && artistOf[track] >= 0 && artists.contains(artistOf[track]));
  }

  private static IntSet numbers(Vocabulary vocabulary, Set<String> ids) {
    IntSet numbers = new IntSet(ids.size());
    for (String id : ids) {
      int number = vocabulary.indexOf(id);
      if (number >= 0) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}

package io.segue.recommender;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Exclusions} in the numbers of one model. Immutable and thread-safe. */
final class Refused {

  private final Exclusions exclusions;
  private final IntSet tracks;
  private final IntSet artists;
  private final boolean anyArtist;

  Refused(Model model, Exclusions exclusions) {
    this.exclusions = exclusions;
    this.tracks = numbers(model.tracks(), exclusions.tracks());
    this.artists = numbers(model.artists(), exclusions.artists());
    this.anyArtist = !exclusions.artists().isEmpty();
  }

  /** Whether a track is refused; fresh ones by their names, for they had no numbers before. */
  boolean contains(int track, Catalogue catalogue) {
    if (catalogue.isFresh(track)) {
      return exclusions.tracks().contains(catalogue.id(track))
          || (anyArtist && isRefusedArtist(catalogue.artistName(track)));
    }
    int artist = anyArtist ? catalogue.artistOf(track) : -1;
    return tracks.contains(track) || (artist >= 0 && artists.contains(artist));
  }

  private boolean isRefusedArtist(@Nullable String artist) {
    return artist != null && exclusions.artists().contains(artist);
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

package io.segue.recommender;

import java.util.Set;

/**
 * Tracks and artists that are not to be recommended, whatever else holds. Names that a model does
 * not know have no effect.
 *
 * @param tracks ids of tracks
 * @param artists artists, written as the catalogue writes them
 */
public record Exclusions(Set<String> tracks, Set<String> artists) {

  /** Excludes nothing. */
  public static final Exclusions NONE = new Exclusions(Set.of(), Set.of());

  /** Copies the sets. */
  public Exclusions {
    tracks = Set.copyOf(tracks);
    artists = Set.copyOf(artists);
  }
}

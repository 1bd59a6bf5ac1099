package io.segue.recommender;

import java.util.List;

/**
 * What candidates are found with: the playlist, or else the context that a request gives.
 *
 * @param trackIds tracks, oldest first
 * @param artists artists besides those of the tracks
 */
record Basis(List<String> trackIds, List<String> artists) {

  /** What needs no basis. */
  static final Basis NONE = new Basis(List.of(), List.of());

  boolean isEmpty() {
    return trackIds.isEmpty() && artists.isEmpty();
  }
}

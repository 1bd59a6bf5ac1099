package io.segue.recommender;

import java.util.List;
import java.util.Set;

/**
 * What should play next?
 *
 * @param tracks the playlist so far, oldest first; may be empty
 * @param excluded tracks that are not to be recommended, whatever else holds
 * @param k how many recommendations are asked for, 1 or more
 * @param repeats whether tracks of the playlist may be recommended again
 */
public record RecommendationRequest(
    List<String> tracks, Set<String> excluded, int k, boolean repeats) {

  /** Copies the collections and checks the range. */
  public RecommendationRequest {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
    tracks = List.copyOf(tracks);
    excluded = Set.copyOf(excluded);
  }

  /** A request without exclusions or repeats. */
  public static RecommendationRequest of(List<String> tracks, int k) {
    return new RecommendationRequest(tracks, Set.of(), k, false);
  }
}

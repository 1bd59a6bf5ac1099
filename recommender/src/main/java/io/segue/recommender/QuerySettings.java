package io.segue.recommender;

/**
 * How a list of tracks becomes a query, and how widely it searches.
 *
 * @param lastTracks how many of the latest tracks count, 1 or more
 * @param decay what each earlier track weighs in terms of the one after it, above 0 and at most 1
 * @param efSearch how many candidates the graph search keeps, 1 or more
 */
public record QuerySettings(int lastTracks, float decay, int efSearch) {

  /** What a model has unless its trainer found better. */
  public static final QuerySettings DEFAULT = new QuerySettings(5, 0.7f, 200);

  /** Checks the ranges. */
  public QuerySettings {
    if (lastTracks < 1) {
      throw new IllegalArgumentException("lastTracks must be at least 1, not " + lastTracks);
    }
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay must be above 0 and at most 1, not " + decay);
    }
    if (efSearch < 1) {
      throw new IllegalArgumentException("efSearch must be at least 1, not " + efSearch);
    }
  }
}

package io.segue.recommender.ranking;

/**
 * Scores candidates by their features; greater is better. Immutable and thread-safe, those of
 * {@link #forOneThread()} excepted.
 */
public interface Ranker {

  /**
   * Scores rows 0 to {@code rows} - 1.
   *
   * @param features what to score; at least {@link #features()} features
   * @param scores where the scores go; what was there is overwritten
   */
  void score(FeatureTable features, int rows, float[] scores);

  /** How many features a table must have at least. */
  int features();

  /**
   * A ranker that gives the same scores and may be faster, because it has working memory of its
   * own; it belongs to one thread at a time.
   */
  default Ranker forOneThread() {
    return this;
  }
}

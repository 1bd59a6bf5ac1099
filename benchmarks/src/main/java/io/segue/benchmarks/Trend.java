package io.segue.benchmarks;

/**
 * Whether something grows: the line through measured points that leaves the least squares.
 *
 * @param mean of the values
 * @param slope by how much they grow when the other axis grows by 1
 * @param share by how much they grow over the whole, relative to the mean
 */
record Trend(double mean, double slope, double share) {

  /** More than this share of the mean is growth. */
  static final double FLAT_MAX = 0.03;

  /**
   * Fits the line.
   *
   * @param at where the values lie, at least two different places
   */
  static Trend of(double[] at, double[] values) {
    double middle = mean(at);
    double mean = mean(values);
    double together = 0;
    double alone = 0;
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < at.length; i++) {
      together += (at[i] - middle) * (values[i] - mean);
      alone += (at[i] - middle) * (at[i] - middle);
      first = Math.min(first, at[i]);
      last = Math.max(last, at[i]);
    }
    if (alone == 0) {
      throw new IllegalArgumentException("a trend needs values at two places or more");
    }
    double slope = together / alone;
    return new Trend(mean, slope, slope * (last - first) / mean);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether it neither grows nor shrinks by more than {@link #FLAT_MAX}. */
  boolean isFlat() {
    return Math.abs(share) <= FLAT_MAX;
  }
}

package io.segue.app.health;

import java.util.Arrays;

/**
 * How often something fell into each of some buckets, whose bounds double: 0, 1, 2 to 3, 4 to 7, …
 * Immutable.
 */
public final class Distribution {

  /** How many buckets there are. */
  static final int BUCKETS = 32;

  private static final double LOG_2 = Math.log(2);

  private final double[] counts;
  private final double sum;

  Distribution(double[] counts) {
    this.counts = Arrays.copyOf(counts, BUCKETS);
    this.sum = Arrays.stream(this.counts).sum();
  }

  /** The bucket of a number from 0 on. */
  static int bucket(int number) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(number);
  }

  /** How many things were counted. */
  public double sum() {
    return sum;
  }

  /**
   * The Jensen-Shannon divergence between this and another distribution, in bits (Lin 1991): 0 when
   * they are the same, 1 when they have nothing in common. Two samples of the same thing, of n and
   * m counts in b buckets, are about (b - 1) (1/n + 1/m) / (8 ln 2) apart.
   *
   * @return 0 also when either is of nothing
   */
  public double divergence(Distribution other) {
    if (sum == 0 || other.sum == 0) {
      return 0;
    }
    double divergence = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      double p = counts[bucket] / sum;
      double q = other.counts[bucket] / other.sum;
      double mean = (p + q) / 2;
      divergence += half(p, mean) + half(q, mean);
    }
    return Math.min(1, Math.max(0, divergence));
  }

  private static double half(double p, double mean) {
    return p == 0 ? 0 : 0.5 * p * Math.log(p / mean) / LOG_2;
  }
}

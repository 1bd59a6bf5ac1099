package io.segue.recommender.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where the one right answer of each case stood in the list that was recommended, and the metrics
 * that follow from that. Not thread-safe.
 *
 * <ul>
 *   <li>HR@k (which the literature on sessions calls P@k or Recall@k): the share of cases whose
 *       answer is among the first k
 *   <li>MRR@k: the mean of 1 / rank, 0 where the answer is not among the first k
 *   <li>NDCG@k: the mean of 1 / log2(rank + 1), 0 where the answer is not among the first k
 * </ul>
 */
public final class TargetRanks {

  /** The rank of an answer that is not in the list. */
  public static final int MISSED = Integer.MAX_VALUE;

  private int[] ranks = new int[1024];
  private int size;

  /** A metric of one case. */
  @FunctionalInterface
  public interface Metric {
    /** The metric's value, 0 to 1, for an answer at a rank from 1, or {@link #MISSED}. */
    double of(int rank);
  }

  /** A mean and the interval that holds 95 % of its bootstrap replicates. */
  public record Estimate(double mean, double low, double high) {}

  /** Whether the answer is among the first k. */
  public static Metric hitRate(int k) {
    return rank -> rank <= k ? 1 : 0;
  }

  /** 1 / rank where the answer is among the first k. */
  public static Metric reciprocalRank(int k) {
    return rank -> rank <= k ? 1.0 / rank : 0;
  }

  /** The discounted gain where the answer is among the first k. */
  public static Metric discountedGain(int k) {
    return rank -> rank <= k ? Math.log(2) / Math.log(rank + 1.0) : 0;
  }

  /**
   * Adds a case.
   *
   * @param rank from 1, or {@link #MISSED}
   */
  public void add(int rank) {
    if (rank < 1) {
      throw new IllegalArgumentException("ranks begin with 1, not " + rank);
    }
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, 2 * size);
    }
    ranks[size++] = rank;
  }

  /** Adds all cases of another. */
  public void addAll(TargetRanks other) {
    for (int i = 0; i < other.size; i++) {
      add(other.ranks[i]);
    }
  }

  /** How many cases there are. */
  public int size() {
    return size;
  }

  /** The mean of a metric over all cases; 0 when there are none. */
  public double mean(Metric metric) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += metric.of(ranks[i]);
    }
    return size == 0 ? 0 : sum / size;
  }

  /**
   * The mean of a metric with its 95 % percentile bootstrap interval.
   *
   * @param replicates how many samples are drawn
   */
  public Estimate estimate(Metric metric, int replicates, long seed) {
    if (size == 0) {
      return new Estimate(0, 0, 0);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = metric.of(ranks[i]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[replicates];
    for (int replicate = 0; replicate < replicates; replicate++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += values[random.nextInt(size)];
      }
      means[replicate] = sum / size;
    }
    Arrays.sort(means);
    return new Estimate(
        mean(metric),
        means[(int) (0.025 * (replicates - 1))],
        means[(int) Math.ceil(0.975 * (replicates - 1))]);
  }
}

package io.segue.recommender.evaluation;

import java.util.Arrays;

/** What a number of lists, taken together, do to the catalogue. All look at the first k places. */
public final class CatalogueMetrics {

  private CatalogueMetrics() {}

  /** The share of the catalogue's tracks that some list holds, 0 to 1. */
  public static double coverage(int[][] lists, int[] cases, int k, int tracks) {
    int covered = 0;
    for (int count : counts(lists, cases, k, tracks)) {
      covered += count > 0 ? 1 : 0;
    }
    return (double) covered / Math.max(1, tracks);
  }

  /**
   * How unevenly recommendations fall on the catalogue's tracks: the Gini coefficient, 0 when every
   * track is recommended equally often, near 1 when a few get everything.
   */
  public static double gini(int[][] lists, int[] cases, int k, int tracks) {
    int[] counts = counts(lists, cases, k, tracks);
    Arrays.sort(counts);
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      weighted += (2.0 * (i + 1) - counts.length - 1) * counts[i];
      sum += counts[i];
    }
    return sum == 0 ? 0 : weighted / (counts.length * sum);
  }

  private static int[] counts(int[][] lists, int[] cases, int k, int tracks) {
    int[] counts = new int[tracks];
    for (int row : cases) {
      for (int i = 0; i < Math.min(k, lists[row].length); i++) {
        counts[lists[row][i]]++;
      }
    }
    return counts;
  }

  /**
   * How surprising a list is: the mean self-information of its tracks, -log2(count / sum of all
   * counts), in bits. Tracks that were never played count as played once.
   *
   * @param counts how often each track was played
   * @param countSum the sum of {@code counts}
   */
  public static double novelty(int[] list, int k, int[] counts, double countSum) {
    double bits = 0;
    int places = Math.min(k, list.length);
    for (int i = 0; i < places; i++) {
      bits -= Math.log(Math.max(1, counts[list[i]]) / countSum) / Math.log(2);
    }
    return places == 0 ? 0 : bits / places;
  }
}

package io.segue.recommender.behaviour;

import io.segue.recommender.Model;
import io.segue.recommender.evaluation.RankedLists;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far from right the wrong answers are ("being less wrong"): the cosine between the first
 * recommendation and the right answer, over the cases in which these are two tracks with vectors.
 */
public final class MissDistance {

  private MissDistance() {}

  /** By miss; empty when there is none. 1 is as good as right, 0 has nothing to do with it. */
  public static double[] of(Model model, RankedLists ranked) {
    return misses(model, ranked)
        .mapToDouble(row -> model.vectors().dot(ranked.lists()[row][0], ranked.right()[row][0]))
        .toArray();
  }

  /**
   * For comparison: the same for tracks that are drawn by chance, the popular ones as much more
   * often as they were played.
   */
  public static double[] byChance(Model model, RankedLists ranked, long seed) {
    double[] sums = new double[model.vectors().rows()];
    double sum = 0;
    for (int row = 0; row < sums.length; row++) {
      sum += model.counts()[row];
      sums[row] = sum;
    }
    double total = sum;
    SplittableRandom random = new SplittableRandom(seed);
    return misses(model, ranked)
        .mapToDouble(
            row -> {
              int found = Arrays.binarySearch(sums, random.nextDouble() * total);
              int drawn = Math.min(sums.length - 1, found < 0 ? -found - 1 : found);
              return model.vectors().dot(drawn, ranked.right()[row][0]);
            })
        .toArray();
  }

  private static IntStream misses(Model model, RankedLists ranked) {
    return IntStream.range(0, ranked.cases())
        .filter(
            row -> {
              int[] list = ranked.lists()[row];
              int right = ranked.right()[row][0];
              return list.length > 0
                  && list[0] != right
                  && model.hasVector(list[0])
                  && model.hasVector(right);
            });
  }
}

package io.segue.trainer.trials;

import java.util.Map;
import java.util.TreeMap;

/**
 * How good lists of the best {@value #K} are, over a number of questions with one right answer
 * each.
 *
 * @param hitRate the share of questions whose answer is in the list, 0 to 1
 * @param mrr the mean of 1 / place, with 0 for answers that are not in the list; 0 to 1
 * @param ndcg the mean of 1 / log2(1 + place), likewise; 0 to 1
 * @param questions how many there were
 */
public record Metrics(double hitRate, double mrr, double ndcg, int questions) {

  /** The length of the lists. */
  public static final int K = 100;

  /**
   * Of the answers' ranks.
   *
   * @param ranks for each question how many tracks come before the answer, -1 when it is not in any
   *     list
   */
  public static Metrics of(int[] ranks) {
    double hits = 0;
    double mrr = 0;
    double ndcg = 0;
    for (int rank : ranks) {
      if (rank >= 0 && rank < K) {
        hits++;
        mrr += 1.0 / (rank + 1);
        ndcg += Math.log(2) / Math.log(rank + 2);
      }
    }
    int questions = Math.max(1, ranks.length);
    return new Metrics(hits / questions, mrr / questions, ndcg / questions, ranks.length);
  }

  /**
   * Of the values that {@link #named(String)} gave without a prefix.
   *
   * @throws IllegalArgumentException when one is missing
   */
  public static Metrics named(Map<String, Double> named, int questions) {
    return new Metrics(
        value(named, "hr@" + K), value(named, "mrr@" + K), value(named, "ndcg@" + K), questions);
  }

  private static double value(Map<String, Double> named, String name) {
    Double value = named.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return value;
  }

  /** By name, with the prefix before each: "validation." gives "validation.hr@100". */
  public Map<String, Double> named(String prefix) {
    Map<String, Double> named = new TreeMap<>();
    named.put(prefix + "hr@" + K, hitRate);
    named.put(prefix + "mrr@" + K, mrr);
    named.put(prefix + "ndcg@" + K, ndcg);
    return named;
  }
}

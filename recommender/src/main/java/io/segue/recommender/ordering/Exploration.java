package io.segue.recommender.ordering;

import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Which places of an answer are given to fresh tracks, and which tracks those are: drawn by a seed,
 * so that the same question has the same answer, and different questions explore different tracks.
 */
public final class Exploration {

  /** A track that was seen this often at most is fresh. */
  public static final int FRESH_COUNT_MAX = 5;

  /** How many candidates there should be for each fresh track that is drawn. */
  public static final int CANDIDATES_PER_PLACE = 10;

  private Exploration() {}

  /**
   * The first fresh track; all after it are fresh, too.
   *
   * @param counts how often each track was seen, descending
   */
  public static int firstFresh(int[] counts) {
    int low = 0;
    int high = counts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts[middle] > FRESH_COUNT_MAX) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many of {@code k} places are for fresh tracks. */
  public static int places(int k, Ordering ordering) {
    return (int) Math.round(k * ordering.exploration());
  }

  /** The same numbers in an order that is drawn. */
  public static int[] shuffled(int[] numbers, long seed) {
    int[] shuffled = numbers.clone();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = swapped;
    }
    return shuffled;
  }

  /**
   * Draws {@code count} of the numbers from {@code from} to {@code to} - 1, each once, or all when
   * there are not more; ascending. Takes memory for what is drawn, however many there are.
   */
  public static int[] draw(int from, int to, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Integer> drawn = new TreeSet<>();
    // Floyd's sampling (Bentley and Floyd, CACM 1987): one draw for each number.
    for (int last = Math.max(from, to - count); last < to; last++) {
      int number = random.nextInt(from, last + 1);
      drawn.add(drawn.contains(number) ? last : number);
    }
    return drawn.stream().mapToInt(Integer::intValue).toArray();
  }
}

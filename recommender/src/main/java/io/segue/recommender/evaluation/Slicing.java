package io.segue.recommender.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Cuts cases into slices. */
public final class Slicing {

  private Slicing() {}

  /**
   * One slice a name; none is left out, empty ones too.
   *
   * @param sliceOf which name, by number, a case belongs to
   */
  public static List<Slice> of(
      String kind, List<String> names, int cases, IntUnaryOperator sliceOf) {
    List<Slice> slices = new ArrayList<>();
    for (int number = 0; number < names.size(); number++) {
      int slice = number;
      slices.add(
          new Slice(
              kind,
              names.get(number),
              IntStream.range(0, cases).filter(i -> sliceOf.applyAsInt(i) == slice).toArray()));
    }
    return slices;
  }

  /**
   * Where a value stands among limits: 0 below the first, 1 from the first on and below the second,
   * and so on.
   */
  public static int place(int value, int... limits) {
    int place = 0;
    while (place < limits.length && value >= limits[place]) {
      place++;
    }
    return place;
  }

  /**
   * How often something must have been played to be in the head: the most played ones which
   * together make up that share of all plays, and whatever was played as often.
   *
   * @param counts how often each was played, in any order
   * @param share 0 to 1
   * @return at least 1
   */
  public static int headCount(int[] counts, double share) {
    int[] ascending = counts.clone();
    Arrays.sort(ascending);
    double wanted = share * Arrays.stream(counts).asLongStream().sum();
    double sum = 0;
    int count = 1;
    for (int i = ascending.length - 1; i >= 0 && sum < wanted; i--) {
      sum += ascending[i];
      count = Math.max(1, ascending[i]);
    }
    return count;
  }
}

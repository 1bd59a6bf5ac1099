package io.segue.trainer.embedding;

/**
 * Draws indices in proportion to given weights, in constant time whatever their number: Walker's
 * alias method in Vose's form (1991). Immutable and thread-safe.
 *
 * <p>Every column holds one index of its own and one alias. A draw picks a column evenly, then one
 * of its two.
 */
final class AliasSampler {

  private final int size;

  /** For column c: the threshold (of 2^31) below which c itself is drawn, then its alias. */
  private final int[] columns;

  /**
   * @param weights not negative, at least one of them above 0
   */
  AliasSampler(double[] weights) {
    size = weights.length;
    columns = new int[2 * size];
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight must be above 0");
    }
    double[] scaled = new double[size];
    int[] small = new int[size];
    int[] large = new int[size];
    int smallCount = 0;
    int largeCount = 0;
    for (int i = 0; i < size; i++) {
      scaled[i] = weights[i] * size / sum;
      if (scaled[i] < 1) {
        small[smallCount++] = i;
      } else {
        large[largeCount++] = i;
      }
    }
    while (smallCount > 0 && largeCount > 0) {
      int poor = small[--smallCount];
      int rich = large[--largeCount];
      setColumn(poor, scaled[poor], rich);
      scaled[rich] -= 1 - scaled[poor];
      if (scaled[rich] < 1) {
        small[smallCount++] = rich;
      } else {
        large[largeCount++] = rich;
      }
    }
    // What is left over is 1 but for rounding.
    while (largeCount > 0) {
      int full = large[--largeCount];
      setColumn(full, 1, full);
    }
    while (smallCount > 0) {
      int full = small[--smallCount];
      setColumn(full, 1, full);
    }
  }

  private void setColumn(int column, double threshold, int alias) {
    columns[2 * column] = (int) Math.min(Integer.MAX_VALUE, Math.round(threshold * 0x1p31));
    columns[2 * column + 1] = alias;
  }

  /** The next index, from 0 to the number of weights less 1. */
  int next(FastRandom random) {
    long bits = random.nextLong();
    int column = (int) (((bits >>> 32) * size) >>> 32);
    return ((int) bits >>> 1) < columns[2 * column] ? column : columns[2 * column + 1];
  }
}

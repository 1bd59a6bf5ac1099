package io.segue.recommender.retrieval;

import java.util.Arrays;

/**
 * Finds the k-th largest of many numbers, in linear time: a histogram by the numbers' first bits
 * tells which of them come into question, and of those the next bits are looked at. No branch
 * depends on how two numbers compare, which no processor can predict. Working memory of one thread.
 */
public final class Selection {

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private final int[] counts = new int[DIGITS];
  private int[] keys = new int[1 << 10];

  /** A selection; grows with what is selected from. */
  public Selection() {}

  /** The k-th largest of the first {@code size} values, k from 1. */
  public float largest(float[] values, int size, int k) {
    return largest(values, 0, 1, size, k);
  }

  /**
   * The k-th largest of {@code size} values, k from 1, none of them NaN.
   *
   * @param first where the first value is
   * @param step how far it is from each to the next
   */
  public float largest(float[] values, int first, int step, int size, int k) {
    if (keys.length < size) {
      keys = new int[Math.max(size, 2 * keys.length)];
    }
    for (int i = 0; i < size; i++) {
      keys[i] = key(values[first + i * step]);
    }
    int left = size;
    int rank = k;
    int shift = Integer.SIZE - DIGIT_BITS;
    while (true) {
      Arrays.fill(counts, 0);
      for (int i = 0; i < left; i++) {
        counts[digit(keys[i], shift)]++;
      }
      int digit = DIGITS - 1;
      while (counts[digit] < rank) {
        rank -= counts[digit--];
      }
      int kept = 0;
      for (int i = 0; i < left; i++) {
        keys[kept] = keys[i];
        kept += digit(keys[i], shift) == digit ? 1 : 0;
      }
      if (shift == 0 || kept == 1) {
        return value(keys[0]);
      }
      left = kept;
      shift = Math.max(0, shift - DIGIT_BITS);
    }
  }

  private static int digit(int key, int shift) {
    return (key >>> shift) & (DIGITS - 1);
  }

  /** Bits that, read without a sign, are in the order of the values. */
  private static int key(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ ((bits >> 31) | Integer.MIN_VALUE);
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key ^ (~(key >> 31) | Integer.MIN_VALUE));
  }
}

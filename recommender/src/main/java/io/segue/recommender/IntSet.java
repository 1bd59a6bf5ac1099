package io.segue.recommender;

import java.util.Arrays;

/**
 * A set of numbers from 0 on, sized for one request: open hashing, no boxing. Not thread-safe while
 * it is written to.
 */
final class IntSet {

  private static final int FREE = -1;

  private final int[] slots;

  /** A set of at most {@code sizeMax} numbers. */
  IntSet(int sizeMax) {
    slots = new int[Integer.highestOneBit(Math.max(1, sizeMax)) << 2];
    Arrays.fill(slots, FREE);
  }

  void add(int number) {
    slots[findSlot(number)] = number;
  }

  boolean contains(int number) {
    return slots[findSlot(number)] == number;
  }

  private int findSlot(int number) {
    int slot = (number * 0x9E3779B9) >>> 7 & (slots.length - 1);
    while (slots[slot] != FREE && slots[slot] != number) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}

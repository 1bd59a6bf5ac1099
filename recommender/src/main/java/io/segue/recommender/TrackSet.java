package io.segue.recommender;

import java.util.Arrays;

/** A set of track numbers, sized for one request: open hashing, no boxing. Not thread-safe. */
final class TrackSet {

  private static final int FREE = -1;

  private final int[] slots;

  /** A set for at most {@code sizeMax} tracks. */
  TrackSet(int sizeMax) {
    slots = new int[Integer.highestOneBit(Math.max(1, sizeMax)) << 2];
    Arrays.fill(slots, FREE);
  }

  void add(int track) {
    slots[findSlot(track)] = track;
  }

  boolean contains(int track) {
    return slots[findSlot(track)] == track;
  }

  private int findSlot(int track) {
    int slot = (track * 0x9E3779B9) >>> 7 & (slots.length - 1);
    while (slots[slot] != FREE && slots[slot] != track) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}

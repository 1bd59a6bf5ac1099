package io.segue.recommender.retrieval;

import java.util.Arrays;

/**
 * Numbers the distinct keys that it is shown: 0, 1, 2 and so on, in order of first appearance. An
 * open-addressing table that is emptied in time proportional to what is in it, to be used again for
 * the next query. Grows with the keys of one query, never with the catalogue. Not thread-safe.
 */
public final class IntSlots {

  /** The slot of a key that was not seen. */
  public static final int NONE = -1;

  private int[] table;
  private int shift;
  private int[] keys;
  private int size;

  /** An empty numbering. */
  public IntSlots() {
    resize(12);
    keys = new int[1 << 11];
  }

  /** How many distinct keys were seen. */
  public int size() {
    return size;
  }

  /** The key that has a slot. */
  public int key(int slot) {
    return keys[slot];
  }

  /** The slot of a key, a new one if it was not seen before. */
  public int slot(int key) {
    int mask = table.length - 1;
    int place = (key * 0x9E3779B9) >>> shift;
    while (true) {
      int entry = table[place];
      if (entry == 0) {
        return add(key, place);
      }
      if (keys[entry - 1] == key) {
        return entry - 1;
      }
      place = (place + 1) & mask;
    }
  }

  /** The slot of a key, or {@link #NONE}. */
  public int find(int key) {
    int mask = table.length - 1;
    int place = (key * 0x9E3779B9) >>> shift;
    while (true) {
      int entry = table[place];
      if (entry == 0) {
        return NONE;
      }
      if (keys[entry - 1] == key) {
        return entry - 1;
      }
      place = (place + 1) & mask;
    }
  }

  /** Forgets all keys. */
  public void clear() {
    if (size > table.length >> 4) {
      Arrays.fill(table, 0);
    } else {
      int mask = table.length - 1;
      for (int slot = size - 1; slot >= 0; slot--) {
        int place = (keys[slot] * 0x9E3779B9) >>> shift;
        while (table[place] != slot + 1) {
          place = (place + 1) & mask;
        }
        table[place] = 0;
      }
    }
    size = 0;
  }

  private int add(int key, int place) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      resize(33 - shift);
      for (int slot = 0; slot < size; slot++) {
        table[freePlace(keys[slot])] = slot + 1;
      }
      place = freePlace(key);
    }
    keys[size] = key;
    table[place] = size + 1;
    return size++;
  }

  private int freePlace(int key) {
    int mask = table.length - 1;
    int place = (key * 0x9E3779B9) >>> shift;
    while (table[place] != 0) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void resize(int bits) {
    table = new int[1 << bits];
    shift = 32 - bits;
  }
}

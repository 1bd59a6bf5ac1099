package io.segue.recommender;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers ids from 0 on: the vectors, counts and graphs of a model speak of numbers only.
 *
 * <p>Compact: the ids lie as UTF-8 in one array, and an open hash table of int finds them, about 8
 * bytes an id beside its letters. Immutable and thread-safe.
 */
public final class Vocabulary {

  private static final int FREE = -1;

  private final byte[] letters;
  private final int[] starts;
  private final int[] table;

  private Vocabulary(byte[] letters, int[] starts) {
    this.letters = letters;
    this.starts = starts;
    this.table = new int[Integer.highestOneBit(Math.max(1, size())) << 2];
    Arrays.fill(table, FREE);
    for (int index = 0; index < size(); index++) {
      int slot = findSlot(letters, starts[index], starts[index + 1]);
      if (table[slot] != FREE) {
        throw new IllegalArgumentException(
            "the id '%s' is in the vocabulary twice".formatted(id(index)));
      }
      table[slot] = index;
    }
  }

  /**
   * Numbers the ids in their order.
   *
   * @throws IllegalArgumentException when an id is there twice, or when all ids together take more
   *     than 2 GiB
   */
  public static Vocabulary of(List<String> ids) {
    int[] starts = new int[ids.size() + 1];
    byte[] letters = new byte[16 * ids.size()];
    for (int index = 0; index < ids.size(); index++) {
      byte[] id = ids.get(index).getBytes(StandardCharsets.UTF_8);
      int end = Math.addExact(starts[index], id.length);
      if (end > letters.length) {
        letters = Arrays.copyOf(letters, Math.max(end, (int) (letters.length * 1.5)));
      }
      System.arraycopy(id, 0, letters, starts[index], id.length);
      starts[index + 1] = end;
    }
    return new Vocabulary(Arrays.copyOf(letters, starts[ids.size()]), starts);
  }

  /** A vocabulary over arrays as {@link #letters()} and {@link #starts()} describe; not copied. */
  static Vocabulary over(byte[] letters, int[] starts) {
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != letters.length) {
      throw new IllegalArgumentException("the ids' starts do not span their letters");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] < starts[i - 1]) {
        throw new IllegalArgumentException("the ids' starts decrease at " + i);
      }
    }
    return new Vocabulary(letters, starts);
  }

  /** How many ids there are. */
  public int size() {
    return starts.length - 1;
  }

  /** The number of an id, or -1 if it is not in the vocabulary. */
  public int indexOf(String id) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    return table[findSlot(key, 0, key.length)];
  }

  /** The id of a number from 0 to {@code size() - 1}. */
  public String id(int index) {
    return new String(
        letters, starts[index], starts[index + 1] - starts[index], StandardCharsets.UTF_8);
  }

  /** All ids as UTF-8, one after the other. Not to be written to. */
  byte[] letters() {
    return letters;
  }

  /** Where each id starts in {@link #letters()}, and where the last one ends. */
  int[] starts() {
    return starts;
  }

  /** The slot that holds the key, or the free one where it would go. */
  private int findSlot(byte[] key, int from, int to) {
    int slot = hash(key, from, to) & (table.length - 1);
    while (table[slot] != FREE && !holds(table[slot], key, from, to)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private boolean holds(int index, byte[] key, int from, int to) {
    return Arrays.equals(letters, starts[index], starts[index + 1], key, from, to);
  }

  /** FNV-1a with a finishing mix, because the table's mask keeps only the low bits. */
  private static int hash(byte[] key, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ key[i]) * 0x01000193;
    }
    hash ^= hash >>> 15;
    hash *= 0x2c1b3c6d;
    return hash ^ (hash >>> 13);
  }
}

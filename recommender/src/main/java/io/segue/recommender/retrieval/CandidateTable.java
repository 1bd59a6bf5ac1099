package io.segue.recommender.retrieval;

import java.util.Arrays;

/**
 * The candidates of one query and what each source says of them: a row (<em>slot</em>) for each
 * track that any source proposes, a column for each kind of score. A cell that nobody wrote is 0.
 *
 * <p>Scores are 0 or greater, and greater is better. Working memory: it is filled and cleared for
 * each query, and belongs to one thread at a time. It grows with the candidates of one query, and
 * keeps 4 bytes for each track up to the highest number that was ever a candidate, so that a
 * track's slot is found by one look.
 */
public final class CandidateTable {

  /** Beyond this, the numbers are used again. */
  private static final int BASE_MAX = 1 << 30;

  /** By track: {@link #base} plus the slot; what is lower is of an earlier query. */
  private int[] entries = new int[1 << 11];

  private int base = 1;
  private int size;
  private int[] tracks = new int[1 << 11];
  private final float[][] columns;
  private int capacity = 1 << 11;

  /** An empty table. */
  public CandidateTable(int columns) {
    this.columns = new float[columns][capacity];
  }

  /** How many kinds of scores there are. */
  public int columns() {
    return columns.length;
  }

  /** How many candidates there are. */
  public int size() {
    return size;
  }

  /** The track in a slot. */
  public int track(int slot) {
    return tracks[slot];
  }

  /** The tracks by slot; only the first {@link #size()} count. Good until the next slot. */
  public int[] tracks() {
    return tracks;
  }

  /** The slot of a track, which becomes a candidate if it is none. */
  public int slot(int track) {
    if (track < entries.length) {
      int slot = entries[track] - base;
      if (slot >= 0) {
        return slot;
      }
    }
    return add(track);
  }

  /** The slot of a track, or {@link IntSlots#NONE} if it is no candidate. */
  public int find(int track) {
    int slot = track < entries.length ? entries[track] - base : IntSlots.NONE;
    return slot >= 0 ? slot : IntSlots.NONE;
  }

  /**
   * Makes room for the first {@code count} of some tracks. Who is about to look for the slots of
   * many tracks gets them faster afterwards: this waits for all of them together, and {@link #slot}
   * would wait for one after the other.
   */
  void makeRoom(int[] of, int count) {
    int last = entries.length - 1;
    int unknown = 0;
    for (int i = 0; i < count; i++) {
      unknown += (entries[Math.min(of[i], last)] - base) >>> (Integer.SIZE - 1);
    }
    if (size + unknown > capacity) {
      grow(Math.max(2 * capacity, size + unknown));
    }
  }

  private void grow(int room) {
    capacity = room;
    tracks = Arrays.copyOf(tracks, room);
    for (int c = 0; c < columns.length; c++) {
      columns[c] = Arrays.copyOf(columns[c], room);
    }
  }

  private int add(int track) {
    if (track >= entries.length) {
      entries = Arrays.copyOf(entries, Math.max(track + 1, 2 * entries.length));
    }
    if (size == capacity) {
      grow(2 * capacity);
    }
    entries[track] = base + size;
    tracks[size] = track;
    return size++;
  }

  /** One score of one candidate. */
  public float score(int column, int slot) {
    return columns[column][slot];
  }

  /** Adds to a score. */
  public void add(int column, int slot, float score) {
    columns[column][slot] += score;
  }

  /** Replaces a score. */
  public void set(int column, int slot, float score) {
    columns[column][slot] = score;
  }

  /**
   * A column's own array: the scores of slots 0 to {@link #size()} - 1. Good until the next slot.
   */
  public float[] column(int column) {
    return columns[column];
  }

  /**
   * Adds up every column, each in the order of the slots, which is what makes the sums the same
   * each time. A sum waits for the one before it, so several columns are added up side by side.
   *
   * @param sums where the sums go, by column
   */
  public void sums(float[] sums) {
    int column = 0;
    for (; column + 4 <= columns.length; column += 4) {
      addUpFour(column, sums);
    }
    for (; column < columns.length; column++) {
      float[] scores = columns[column];
      float sum = 0;
      for (int slot = 0; slot < size; slot++) {
        sum += scores[slot];
      }
      sums[column] = sum;
    }
  }

  private void addUpFour(int column, float[] sums) {
    float[] scores0 = columns[column];
    float[] scores1 = columns[column + 1];
    float[] scores2 = columns[column + 2];
    float[] scores3 = columns[column + 3];
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int slot = 0; slot < size; slot++) {
      sum0 += scores0[slot];
      sum1 += scores1[slot];
      sum2 += scores2[slot];
      sum3 += scores3[slot];
    }
    sums[column] = sum0;
    sums[column + 1] = sum1;
    sums[column + 2] = sum2;
    sums[column + 3] = sum3;
  }

  /** Forgets all candidates. */
  public void clear() {
    for (float[] column : columns) {
      Arrays.fill(column, 0, size, 0);
    }
    base += size;
    size = 0;
    if (base > BASE_MAX) {
      Arrays.fill(entries, 0);
      base = 1;
    }
  }
}

package io.segue.recommender.retrieval;

import java.util.Arrays;

/**
 * The candidates of one query and what each source says of them: a row (<em>slot</em>) for each
 * track that any source proposes, a column for each kind of score. A cell that nobody wrote is 0.
 *
 * <p>Scores are 0 or greater, and greater is better. Working memory: it is filled and cleared for
 * each query, grows with the candidates of one query, and belongs to one thread at a time.
 */
public final class CandidateTable {

  private final IntSlots slots = new IntSlots();
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
    return slots.size();
  }

  /** The track in a slot. */
  public int track(int slot) {
    return slots.key(slot);
  }

  /** The slot of a track, which becomes a candidate if it is none. */
  public int slot(int track) {
    int slot = slots.slot(track);
    if (slot == capacity) {
      capacity *= 2;
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], capacity);
      }
    }
    return slot;
  }

  /** The slot of a track, or {@link IntSlots#NONE} if it is no candidate. */
  public int find(int track) {
    return slots.find(track);
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

  /** Forgets all candidates. */
  public void clear() {
    for (float[] column : columns) {
      Arrays.fill(column, 0, slots.size(), 0);
    }
    slots.clear();
  }
}

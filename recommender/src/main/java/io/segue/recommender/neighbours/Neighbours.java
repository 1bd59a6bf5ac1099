package io.segue.recommender.neighbours;

/**
 * What a search found, best first.
 *
 * @param rows the rows' numbers
 * @param scores their inner products with the query, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
public record Neighbours(int[] rows, float[] scores) {

  /** How many rows were found. */
  public int size() {
    return rows.length;
  }
}

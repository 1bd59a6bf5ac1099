package io.segue.recommender.neighbours;

/**
 * Finds the rows of a vector table that are nearest to a query by inner product (by cosine, when
 * both are normalised).
 *
 * <p>Implementations are immutable and are searched by any number of threads at once.
 */
public interface NeighbourIndex {

  /** How many rows can be found. */
  int size();

  /**
   * The nearest rows that the filter accepts, best first; fewer than {@code k} when there are not
   * more, or when an approximate index does not find more.
   *
   * @param query a vector padded to the table's stride; only read, and only during the call
   * @param k how many to find, at least 1
   * @param filter which rows may be in the answer; called from the calling thread only
   * @throws IllegalArgumentException when {@code k} is below 1 or the query has another length
   */
  Neighbours search(float[] query, int k, RowFilter filter);
}

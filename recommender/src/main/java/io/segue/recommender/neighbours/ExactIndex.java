package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;

/**
 * Scans every row: always right, at a cost that grows with the table. The measure for approximate
 * indexes, and the better choice for small tables.
 */
public final class ExactIndex implements NeighbourIndex {

  private final VectorTable vectors;

  /** An index over the table, which is not copied. */
  public ExactIndex(VectorTable vectors) {
    this.vectors = vectors;
  }

  @Override
  public int size() {
    return vectors.rows();
  }

  @Override
  public Neighbours search(float[] query, int k, RowFilter filter) {
    Searches.check(query, k, vectors);
    ScoredHeap best = ScoredHeap.worstOnTop(Math.min(k, vectors.rows()));
    for (int row = 0; row < vectors.rows(); row++) {
      float score = vectors.dot(row, query);
      // The score first: it rules out nearly every row, and the filter may be the slower of the
      // two.
      if ((best.size() < k || score > best.topScore()) && filter.accepts(row)) {
        best.addBounded(row, score, k);
      }
    }
    return best.drain(k);
  }
}

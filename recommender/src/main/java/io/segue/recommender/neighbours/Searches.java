package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;

/** What every index demands of a search. */
final class Searches {

  private Searches() {}

  static void check(float[] query, int k, VectorTable vectors) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
    if (query.length != vectors.stride()) {
      throw new IllegalArgumentException(
          "a query of these vectors has %d floats with its padding, not %d"
              .formatted(vectors.stride(), query.length));
    }
  }
}

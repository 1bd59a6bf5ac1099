package io.segue.recommender;

import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/** Small models for tests. */
final class Models {

  private Models() {}

  /**
   * Two directions of music: {@code rock1..3} near (1, 0), {@code jazz1..3} near (0, 1). {@code
   * demo} is by Coltrane and too rare for a vector; {@code noise} has neither artist nor vector.
   *
   * <pre>
   * track   count artist    vector
   * rock1   9     Ramones   1.0, 0.0
   * jazz1   8     Coltrane  0.0, 1.0
   * rock2   7     Ramones   0.9, 0.1
   * jazz2   6     Coltrane  0.1, 0.9
   * rock3   5     Clash     0.8, 0.2
   * jazz3   4     Monk      0.2, 0.8
   * demo    1     Coltrane  -
   * noise   1     -         -
   * </pre>
   */
  static Model rockAndJazz(QuerySettings query) {
    return ModelBuilder.build(
        Vocabulary.of(
            List.of("rock1", "jazz1", "rock2", "jazz2", "rock3", "jazz3", "demo", "noise")),
        new int[] {9, 8, 7, 6, 5, 4, 1, 1},
        Vocabulary.of(List.of("Ramones", "Coltrane", "Clash", "Monk")),
        new int[] {0, 1, 0, 1, 2, 3, 1, -1},
        VectorTable.of(
            new float[][] {{1, 0}, {0, 1}, {0.9f, 0.1f}, {0.1f, 0.9f}, {0.8f, 0.2f}, {0.2f, 0.8f}}),
        query,
        HnswSettings.DEFAULT,
        1,
        rows -> {});
  }
}

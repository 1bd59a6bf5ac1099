package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;

/**
 * Which candidates a row is linked to (the paper's algorithm 4): the nearest ones that lie in
 * different directions. A candidate that is nearer to one already chosen than to the row itself can
 * be reached through that one. Not thread-safe.
 */
final class NeighbourSelection {

  private final VectorTable vectors;

  NeighbourSelection(VectorTable vectors) {
    this.vectors = vectors;
  }

  /** Chooses at most {@code countMax} of the candidates, which come best first. */
  Neighbours choose(Neighbours candidates, int countMax) {
    if (candidates.size() <= countMax) {
      return candidates;
    }
    int[] rows = new int[countMax];
    float[] scores = new float[countMax];
    int chosen = 0;
    for (int i = 0; i < candidates.size() && chosen < countMax; i++) {
      int candidate = candidates.rows()[i];
      float score = candidates.scores()[i];
      if (reachesNewGround(candidate, score, rows, chosen)) {
        rows[chosen] = candidate;
        scores[chosen] = score;
        chosen++;
      }
    }
    return new Neighbours(Arrays.copyOf(rows, chosen), Arrays.copyOf(scores, chosen));
  }

  private boolean reachesNewGround(int candidate, float score, int[] chosenRows, int chosen) {
    for (int i = 0; i < chosen; i++) {
      if (vectors.dot(candidate, chosenRows[i]) > score) {
        return false;
      }
    }
    return true;
  }
}

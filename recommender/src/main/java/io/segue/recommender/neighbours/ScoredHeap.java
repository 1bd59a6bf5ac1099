package io.segue.recommender.neighbours;

import java.util.Arrays;

/**
 * A binary heap of rows by score in two flat arrays, with the lowest score on top or the highest.
 *
 * <p>Equal scores are told apart by row, the lower row being the better one, so that results do not
 * depend on the order of insertion. Not thread-safe.
 */
final class ScoredHeap {

  private final boolean bestOnTop;
  private int[] rows;
  private float[] scores;
  private int size;

  private ScoredHeap(boolean bestOnTop, int capacity) {
    this.bestOnTop = bestOnTop;
    this.rows = new int[Math.max(1, capacity)];
    this.scores = new float[rows.length];
  }

  static ScoredHeap worstOnTop(int capacity) {
    return new ScoredHeap(false, capacity);
  }

  static ScoredHeap bestOnTop(int capacity) {
    return new ScoredHeap(true, capacity);
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int topRow() {
    return rows[0];
  }

  float topScore() {
    return scores[0];
  }

  void add(int row, float score) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!above(row, score, rows[parent], scores[parent])) {
        break;
      }
      rows[hole] = rows[parent];
      scores[hole] = scores[parent];
      hole = parent;
    }
    rows[hole] = row;
    scores[hole] = score;
  }

  /** Adds to a heap with the worst on top, keeping at most {@code sizeMax}; tells if it went in. */
  boolean addBounded(int row, float score, int sizeMax) {
    if (size < sizeMax) {
      add(row, score);
      return true;
    }
    if (above(row, score, rows[0], scores[0])) {
      return false;
    }
    siftDown(row, score);
    return true;
  }

  void removeTop() {
    size--;
    if (size > 0) {
      siftDown(rows[size], scores[size]);
    }
  }

  /** Empties a heap with the worst on top into an answer of at most {@code k}, best first. */
  Neighbours drain(int k) {
    while (size > k) {
      removeTop();
    }
    int[] drainedRows = new int[size];
    float[] drainedScores = new float[size];
    for (int i = size - 1; i >= 0; i--) {
      drainedRows[i] = rows[0];
      drainedScores[i] = scores[0];
      removeTop();
    }
    return new Neighbours(drainedRows, drainedScores);
  }

  private void siftDown(int row, float score) {
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size
          && above(rows[child + 1], scores[child + 1], rows[child], scores[child])) {
        child++;
      }
      if (!above(rows[child], scores[child], row, score)) {
        break;
      }
      rows[hole] = rows[child];
      scores[hole] = scores[child];
      hole = child;
    }
    rows[hole] = row;
    scores[hole] = score;
  }

  private boolean above(int rowA, float scoreA, int rowB, float scoreB) {
    boolean better = scoreA > scoreB || (scoreA == scoreB && rowA < rowB);
    return better == bestOnTop && !(scoreA == scoreB && rowA == rowB);
  }
}

package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;

/**
 * Walks a graph towards a query. Holds the working memory of one search at a time, so it belongs to
 * one thread while it searches; it may be used again and again.
 */
final class HnswSearcher {

  private final VectorTable vectors;
  private final HnswGraph graph;
  private final VisitedRows visited;
  private final ScoredHeap candidates = ScoredHeap.bestOnTop(256);
  private final ScoredHeap found = ScoredHeap.worstOnTop(256);

  /** The rows of one list that were not visited yet, their places in memory and their scores. */
  private final int[] freshRows;

  private final int[] freshOffsets;
  private final float[] freshScores;

  HnswSearcher(VectorTable vectors, HnswGraph graph) {
    this.vectors = vectors;
    this.graph = graph;
    this.visited = new VisitedRows(graph.size());
    this.freshRows = new int[2 * graph.m() + 1];
    this.freshOffsets = new int[2 * graph.m() + 1];
    this.freshScores = new float[2 * graph.m()];
  }

  /** The nearest rows at the bottom layer: the whole search of the paper's algorithm 5. */
  Neighbours search(float[] query, int k, int ef, RowFilter filter) {
    int nearest = descend(query, graph.entryRow(), graph.topLayer(), 0);
    searchLayer(query, nearest, 0, ef, filter);
    return found.drain(k);
  }

  /** Greedy search from one layer down to another: the row nearest to the query on the way. */
  int descend(float[] query, int entryRow, int fromLayer, int toLayer) {
    int nearest = entryRow;
    float nearestScore = vectors.dot(nearest, query);
    for (int layer = fromLayer; layer > toLayer; layer--) {
      int[] lists = graph.lists(layer);
      boolean moved = true;
      while (moved) {
        moved = false;
        int start = graph.listStart(nearest, layer);
        int count = lists[start];
        for (int i = 1; i <= count; i++) {
          int row = lists[start + i];
          float score = vectors.dot(row, query);
          if (score > nearestScore) {
            nearestScore = score;
            nearest = row;
            moved = true;
          }
        }
      }
    }
    return nearest;
  }

  /**
   * Beam search on one layer (the paper's algorithm 2). Leaves at most {@code ef} accepted rows in
   * {@link #found}. Rows that the filter refuses are walked through but not kept.
   */
  ScoredHeap searchLayer(float[] query, int entryRow, int layer, int ef, RowFilter filter) {
    candidates.clear();
    found.clear();
    visited.clear();
    int[] lists = graph.lists(layer);

    visited.add(entryRow);
    float entryScore = vectors.dot(entryRow, query);
    candidates.add(entryRow, entryScore);
    if (filter.accepts(entryRow)) {
      found.add(entryRow, entryScore);
    }
    while (candidates.size() > 0) {
      if (found.size() >= ef && candidates.topScore() < found.topScore()) {
        break;
      }
      int start = graph.listStart(candidates.topRow(), layer);
      candidates.removeTop();
      int count = lists[start];
      int fresh = 0;
      for (int i = 1; i <= count; i++) {
        int row = lists[start + i];
        freshRows[fresh] = row;
        freshOffsets[fresh] = row;
        fresh += visited.addAndCount(row);
      }
      vectors.dots(freshOffsets, fresh, query, freshScores);
      for (int i = 0; i < fresh; i++) {
        float score = freshScores[i];
        if (found.size() < ef || score > found.topScore()) {
          candidates.add(freshRows[i], score);
          if (filter.accepts(freshRows[i])) {
            found.addBounded(freshRows[i], score, ef);
          }
        }
      }
    }
    return found;
  }
}

package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Searches an {@link HnswGraph}: approximate, at a cost that grows with the table's logarithm. */
public final class HnswIndex implements NeighbourIndex {

  private final VectorTable vectors;
  private final HnswGraph graph;
  private final int efSearch;

  /** Idle searchers; there are never more than threads that have searched at the same time. */
  private final ConcurrentLinkedQueue<HnswSearcher> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param vectors the table that the graph was built of
   * @param efSearch how many candidates a search keeps: more find more and take longer; a search
   *     for more neighbours than that keeps as many as it is asked for
   */
  public HnswIndex(VectorTable vectors, HnswGraph graph, int efSearch) {
    if (vectors.rows() != graph.size()) {
      throw new IllegalArgumentException(
          "the graph links %d rows, the table has %d".formatted(graph.size(), vectors.rows()));
    }
    this.vectors = vectors;
    this.graph = graph;
    this.efSearch = efSearch;
  }

  @Override
  public int size() {
    return graph.size();
  }

  @Override
  public Neighbours search(float[] query, int k, RowFilter filter) {
    Searches.check(query, k, vectors);
    if (graph.size() == 0) {
      return new Neighbours(new int[0], new float[0]);
    }
    HnswSearcher idleSearcher = idle.poll();
    HnswSearcher searcher = idleSearcher == null ? new HnswSearcher(vectors, graph) : idleSearcher;
    try {
      return searcher.search(query, k, Math.max(k, efSearch), filter);
    } finally {
      idle.add(searcher);
    }
  }
}

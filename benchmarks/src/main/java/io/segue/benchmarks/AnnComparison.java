package io.segue.benchmarks;

import io.segue.recommender.neighbours.ExactIndex;
import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.neighbours.JelmerkIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.neighbours.RowFilter;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.ProcessorTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Searches the same vectors for the same queries in several indexes. */
final class AnnComparison {

  /** How many neighbours are looked for. */
  static final int K = 100;

  /** How many of the queries the exact scan is timed with; it takes long enough. */
  private static final int EXACT_MAX = 500;

  /**
   * What an index reached.
   *
   * @param buildSeconds processor time of the build; 0 where there is none
   * @param recall the share of the true neighbours that it found
   * @param queriesPerSecond by processor time
   * @param bytesPerVector the vectors included; negative where it cannot be told
   */
  record Row(
      String name,
      double buildSeconds,
      double recall,
      double queriesPerSecond,
      double bytesPerVector) {}

  private final VectorTable vectors;
  private final HnswSettings settings;
  private final float[][] queries;
  private final int[][] truth;

  /**
   * @param vectors of length 1
   * @param queries how many rows are drawn, whose vectors are the queries
   */
  AnnComparison(VectorTable vectors, int queries, HnswSettings settings) {
    this.vectors = vectors;
    this.settings = settings;
    this.queries = new float[queries][];
    this.truth = new int[queries][];
    Random random = new Random(7);
    for (int query = 0; query < queries; query++) {
      int start = vectors.offset(random.nextInt(vectors.rows()));
      this.queries[query] = Arrays.copyOfRange(vectors.values(), start, start + vectors.stride());
    }
  }

  List<Row> run(List<Integer> efs) {
    List<Row> rows = new ArrayList<>();
    ExactIndex exact = new ExactIndex(vectors);
    for (int query = 0; query < queries.length; query++) {
      truth[query] = sorted(exact.search(queries[query], K, RowFilter.ALL));
    }
    double vectorBytes = 4.0 * vectors.stride();
    rows.add(measured("exact scan", 0, exact, Math.min(EXACT_MAX, queries.length), vectorBytes));
    double begin = ProcessorTime.ofProcess();
    HnswGraph graph = HnswBuilder.build(vectors, settings, 1, row -> {});
    double build = ProcessorTime.ofProcess() - begin;
    double links =
        4.0
            * (graph.bottom().length + graph.upper().length + graph.upperStart().length)
            / vectors.rows();
    for (int ef : efs) {
      rows.add(
          measured(
              "HnswIndex, ef " + ef,
              build,
              new HnswIndex(vectors, graph, ef),
              queries.length,
              vectorBytes + links));
    }
    for (int ef : efs) {
      double before = ProcessorTime.ofProcess();
      NeighbourIndex jelmerk = new JelmerkIndex(vectors, settings, ef, 1);
      double took = ProcessorTime.ofProcess() - before;
      rows.add(measured("JelmerkIndex, ef " + ef, took, jelmerk, queries.length, -1));
    }
    return rows;
  }

  /** Asks once to warm up, and once more. */
  private Row measured(
      String name, double buildSeconds, NeighbourIndex index, int asked, double bytes) {
    double recall = 0;
    double seconds = 0;
    for (int round = 0; round < 2; round++) {
      recall = 0;
      seconds = 0;
      for (int query = 0; query < asked; query++) {
        double begin = ProcessorTime.ofThread();
        Neighbours found = index.search(queries[query], K, RowFilter.ALL);
        seconds += ProcessorTime.ofThread() - begin;
        recall += share(truth[query], sorted(found));
      }
    }
    return new Row(name, buildSeconds, recall / asked, asked / seconds, bytes);
  }

  private static int[] sorted(Neighbours found) {
    int[] rows = found.rows().clone();
    Arrays.sort(rows);
    return rows;
  }

  private static double share(int[] truth, int[] found) {
    int hits = 0;
    for (int row : found) {
      hits += Arrays.binarySearch(truth, row) >= 0 ? 1 : 0;
    }
    return (double) hits / truth.length;
  }
}

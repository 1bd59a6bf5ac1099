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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Searches the same vectors for the same queries in several indexes. */
final class AnnComparison {

  /** How many neighbours are looked for. */
  static final int K = 100;

  /** The name of the index that the others are compared with. */
  static final String CEILING = "C++ hnswlib";

  /** How many of the queries the exact scan is timed with; it takes long enough. */
  private static final int EXACT_MAX = 500;

  /** What the JVM's compilers need until nothing gets faster any more. */
  private static final double WARM_UP_SECONDS = 5;

  /**
   * What an index reached.
   *
   * @param ef how many candidates its searches keep; 0 for a scan
   * @param buildSeconds processor time of the build; 0 where there is none
   * @param loadSeconds processor time to load what was built from a file, in the file system's
   *     cache; negative where it was not measured
   * @param recall the share of the true neighbours that it found
   * @param queriesPerSecond by processor time, in each round
   * @param bytesPerVector the vectors included; negative where it cannot be told
   */
  record Row(
      String name,
      int ef,
      double buildSeconds,
      double loadSeconds,
      double recall,
      Spread queriesPerSecond,
      double bytesPerVector) {

    /** The name, with how many candidates are kept. */
    String title() {
      return ef == 0 ? name : "%s, ef %d".formatted(name, ef);
    }
  }

  private final VectorTable vectors;
  private final HnswSettings settings;
  private final float[][] queries;
  private final int[][] truth;
  private final int rounds;
  private final List<Row> rows = new ArrayList<>();
  private Consumer<Row> listener = row -> {};

  /**
   * @param vectors of length 1
   * @param queries how many rows are drawn, whose vectors are the queries
   * @param rounds how often each index is timed, after some seconds to warm up
   */
  AnnComparison(VectorTable vectors, int queries, HnswSettings settings, int rounds) {
    this.vectors = vectors;
    this.rounds = rounds;
    this.settings = settings;
    this.queries = new float[queries][];
    this.truth = new int[queries][];
    Random random = new Random(7);
    for (int query = 0; query < queries; query++) {
      int start = vectors.offset(random.nextInt(vectors.rows()));
      this.queries[query] = Arrays.copyOfRange(vectors.values(), start, start + vectors.stride());
    }
  }

  /**
   * Measures them all.
   *
   * @param efs how many candidates searches keep
   * @param withCpp whether the C++ hnswlib takes part
   * @param listener hears of each row when it is there
   */
  List<Row> run(List<Integer> efs, boolean withCpp, Consumer<Row> listener)
      throws InterruptedException, IOException {
    this.listener = listener;
    ExactIndex exact = new ExactIndex(vectors);
    for (int query = 0; query < queries.length; query++) {
      truth[query] = sorted(exact.search(queries[query], K, RowFilter.ALL));
    }
    double vectorBytes = 4.0 * vectors.stride();
    int exactQueries = Math.min(EXACT_MAX, queries.length);
    measure("exact scan", 0, 0, -1, exact, exactQueries, vectorBytes, Turn.NOTHING);
    measure(
        "exact scan, rounded to 8 bits",
        0,
        0,
        -1,
        new ExactIndex(RoundedVectors.toBytes(vectors)),
        exactQueries,
        vectors.stride() + Float.BYTES,
        Turn.NOTHING);
    measure(
        "exact scan, rounded to float16",
        0,
        0,
        -1,
        new ExactIndex(RoundedVectors.toFloat16(vectors)),
        exactQueries,
        2.0 * vectors.stride(),
        Turn.NOTHING);
    jelmerk(efs);
    lucene(efs);
    ours(efs, vectorBytes, withCpp);
    return rows;
  }

  /** With the C++ one by turns: a machine that is shared is fast now and slow a minute later. */
  private void ours(List<Integer> efs, double vectorBytes, boolean withCpp)
      throws IOException, InterruptedException {
    double begin = ProcessorTime.ofProcess();
    HnswGraph graph = HnswBuilder.build(vectors, settings, 1, row -> {});
    double build = ProcessorTime.ofProcess() - begin;
    double load = BenchmarkModel.loadSeconds(vectors, graph);
    double links =
        4.0
            * (graph.bottom().length + graph.upper().length + graph.upperStart().length)
            / vectors.rows();
    try (CppHnswlib cpp = withCpp ? CppHnswlib.start(vectors, queries, truth, settings) : null) {
      for (int ef : efs) {
        HnswIndex index = new HnswIndex(vectors, graph, ef);
        List<CppHnswlib.Round> theirs = new ArrayList<>();
        measure(
            "HnswIndex",
            ef,
            build,
            load,
            index,
            queries.length,
            vectorBytes + links,
            () -> {
              if (cpp != null) {
                theirs.add(cpp.ask(ef));
              }
            });
        if (cpp != null) {
          add(
              new Row(
                  CEILING,
                  ef,
                  cpp.buildSeconds(),
                  cpp.loadSeconds(),
                  theirs.get(0).recall(),
                  Spread.of(theirs.subList(1, theirs.size()), CppHnswlib.Round::queriesPerSecond),
                  cpp.bytesPerVector()));
        }
      }
    }
  }

  private void jelmerk(List<Integer> efs) throws IOException {
    double before = ProcessorTime.ofProcess();
    JelmerkIndex jelmerk = new JelmerkIndex(vectors, settings, efs.get(0), 1);
    double took = ProcessorTime.ofProcess() - before;
    for (int ef : efs) {
      jelmerk.keep(ef);
      measure("JelmerkIndex", ef, took, -1, jelmerk, queries.length, -1, Turn.NOTHING);
    }
  }

  private void lucene(List<Integer> efs) throws IOException {
    Path folder = Files.createTempDirectory("segue-bench-lucene");
    try {
      double build = LuceneIndex.build(folder, vectors, settings);
      double bytes = (double) Folders.bytes(folder) / vectors.rows();
      for (int ef : efs) {
        double before = ProcessorTime.ofProcess();
        try (LuceneIndex index = LuceneIndex.open(folder, vectors.dimension(), ef)) {
          double load = ProcessorTime.ofProcess() - before;
          measure("Lucene", ef, build, load, index, queries.length, bytes, Turn.NOTHING);
        }
      }
    } finally {
      Folders.delete(folder);
    }
  }

  /** What is done by turns with the rounds of a measurement. */
  private interface Turn {
    Turn NOTHING = () -> {};

    void take() throws IOException;
  }

  /**
   * Asks for some seconds to warm up, and then round by round.
   *
   * @param other has its turn after warming up and after each round
   */
  private void measure(
      String name,
      int ef,
      double buildSeconds,
      double loadSeconds,
      NeighbourIndex index,
      int asked,
      double bytes,
      Turn other)
      throws IOException {
    Neighbours[] found = new Neighbours[asked];
    double warm = ProcessorTime.ofThread() + WARM_UP_SECONDS;
    do {
      askAll(index, found);
    } while (ProcessorTime.ofThread() < warm);
    other.take();
    double[] perSecond = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      double begin = ProcessorTime.ofThread();
      askAll(index, found);
      perSecond[round] = asked / (ProcessorTime.ofThread() - begin);
      other.take();
    }
    double recall = 0;
    for (int query = 0; query < asked; query++) {
      recall += share(truth[query], sorted(found[query]));
    }
    add(new Row(name, ef, buildSeconds, loadSeconds, recall / asked, Spread.of(perSecond), bytes));
  }

  private void askAll(NeighbourIndex index, Neighbours[] found) {
    for (int query = 0; query < found.length; query++) {
      found[query] = index.search(queries[query], K, RowFilter.ALL);
    }
  }

  private void add(Row row) {
    rows.add(row);
    listener.accept(row);
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

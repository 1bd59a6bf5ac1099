package io.segue.recommender.neighbours;

import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Builds an {@link HnswGraph} (the paper's algorithms 1, 3 and 4).
 *
 * <p>Each row's layers are drawn from the seed before anything is linked, so all memory is laid out
 * once, and one thread builds the same graph from the same vectors each time. Several threads
 * insert rows at the same time: a list is written under the lock of its row, and read without one.
 * A reader may therefore see a list half rewritten; every value it can see is a row's number, so
 * the worst case is a detour.
 */
public final class HnswBuilder {

  private static final int LOCKS = 1 << 12;
  private static final int PROGRESS_EVERY = 1_000;

  private final VectorTable vectors;
  private final HnswSettings settings;
  private final HnswGraph graph;
  private final Object[] locks = new Object[LOCKS];

  private HnswBuilder(VectorTable vectors, HnswSettings settings) {
    this.vectors = vectors;
    this.settings = settings;
    Arrays.setAll(locks, i -> new Object());
    int m = settings.m();
    int[] upperStart = drawLayers(vectors.rows(), settings);
    int rows = vectors.rows();
    graph =
        new HnswGraph(
            m,
            highestRow(upperStart),
            upperStart,
            new int[Math.multiplyExact(rows, 2 * m + 1)],
            new int[upperStart[rows] * (m + 1)]);
  }

  /**
   * Builds the graph of a table.
   *
   * @param vectors normalised vectors; not copied
   * @param threads how many threads insert rows; with one, the result is reproducible
   * @param progress told now and then, from any thread, how many rows are in
   */
  public static HnswGraph build(
      VectorTable vectors, HnswSettings settings, int threads, IntConsumer progress) {
    HnswBuilder builder = new HnswBuilder(vectors, settings);
    if (vectors.rows() > 0) {
      builder.insertAll(threads, progress);
    }
    return builder.graph;
  }

  private static int[] drawLayers(int rows, HnswSettings settings) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    double levelFactor = 1 / Math.log(settings.m());
    int[] upperStart = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      int layers = (int) (-Math.log(1 - random.nextDouble()) * levelFactor);
      upperStart[row + 1] = upperStart[row] + layers;
    }
    return upperStart;
  }

  private static int highestRow(int[] upperStart) {
    int highest = 0;
    for (int row = 1; row < upperStart.length - 1; row++) {
      if (upperStart[row + 1] - upperStart[row] > upperStart[highest + 1] - upperStart[highest]) {
        highest = row;
      }
    }
    return highest;
  }

  /** The entry row is there from the start, unlinked; all others are inserted around it. */
  private void insertAll(int threads, IntConsumer progress) {
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          HnswSearcher searcher = new HnswSearcher(vectors, graph);
          NeighbourSelection selection = new NeighbourSelection(vectors);
          float[] query = new float[vectors.stride()];
          for (int row; (row = next.getAndIncrement()) < vectors.rows(); ) {
            if (row != graph.entryRow()) {
              insert(row, query, searcher, selection);
            }
            if (row % PROGRESS_EVERY == 0) {
              progress.accept(row);
            }
          }
        };
    if (threads == 1) {
      worker.run();
      return;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<?> done :
          IntStream.range(0, threads).mapToObj(i -> pool.submit(worker)).toList()) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building the HNSW graph", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("building the HNSW graph failed", e.getCause());
    }
  }

  private void insert(int row, float[] query, HnswSearcher searcher, NeighbourSelection selection) {
    System.arraycopy(vectors.values(), vectors.offset(row), query, 0, query.length);
    int rowLayer = graph.layerOf(row);
    int entry = searcher.descend(query, graph.entryRow(), graph.topLayer(), rowLayer);
    RowFilter others = candidate -> candidate != row;
    for (int layer = rowLayer; layer >= 0; layer--) {
      ScoredHeap found =
          searcher.searchLayer(query, entry, layer, settings.efConstruction(), others);
      Neighbours candidates = found.drain(found.size());
      if (candidates.size() == 0) {
        continue;
      }
      entry = candidates.rows()[0];
      Neighbours chosen = selection.choose(candidates, settings.m());
      for (int i = 0; i < chosen.size(); i++) {
        link(row, chosen.rows()[i], layer, selection);
        link(chosen.rows()[i], row, layer, selection);
      }
    }
  }

  /** Adds a link to a row's list; a list that is full keeps the better ones by the heuristic. */
  private void link(int row, int linked, int layer, NeighbourSelection selection) {
    int[] lists = graph.lists(layer);
    int start = graph.listStart(row, layer);
    int countMax = layer == 0 ? 2 * settings.m() : settings.m();
    synchronized (locks[row & (LOCKS - 1)]) {
      int count = lists[start];
      for (int i = 1; i <= count; i++) {
        if (lists[start + i] == linked) {
          return;
        }
      }
      if (count < countMax) {
        lists[start + count + 1] = linked;
        lists[start] = count + 1;
        return;
      }
      ScoredHeap all = ScoredHeap.worstOnTop(count + 1);
      all.add(linked, vectors.dot(row, linked));
      for (int i = 1; i <= count; i++) {
        int other = lists[start + i];
        all.add(other, vectors.dot(row, other));
      }
      int[] kept = selection.choose(all.drain(count + 1), countMax).rows();
      System.arraycopy(kept, 0, lists, start + 1, kept.length);
      lists[start] = kept.length;
    }
  }
}

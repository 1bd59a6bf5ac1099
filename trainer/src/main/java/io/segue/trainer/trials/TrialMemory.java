package io.segue.trainer.trials;

import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Hyperparameters;
import java.util.Arrays;
import java.util.Locale;

/**
 * Says before a trial whether its vectors fit into memory: better to hear it at once, with what
 * would fit, than from a process that ends in the middle. Immutable.
 */
final class TrialMemory {

  /** Input vectors, output vectors, and the normalised copy that is measured. */
  private static final int TABLES = 3;

  /** What counting and numbering takes for each track, beside the vectors. */
  private static final int BYTES_OF_TRACK = 24;

  private static final long FLOATS_MAX = Integer.MAX_VALUE - 8;

  /** How often the tracks occur, in ascending order. */
  private final int[] counts;

  private final long tokens;
  private final long bytes;

  /**
   * @param counts how often each track occurs; sorted by this constructor
   * @param tokens how many tracks the corpus has
   * @param bytes how much memory a trial may take
   */
  TrialMemory(int[] counts, long tokens, long bytes) {
    this.counts = counts.clone();
    Arrays.sort(this.counts);
    this.tokens = tokens;
    this.bytes = bytes;
  }

  /** Of what the heap has left now, shared by as many trials as run at once. */
  static TrialMemory of(Corpus training, int parallel) {
    int[] countOf = new int[Arrays.stream(training.tokens()).max().orElse(-1) + 1];
    for (int track : training.tokens()) {
      countOf[track]++;
    }
    Runtime runtime = Runtime.getRuntime();
    long left = left(runtime);
    // Garbage counts as used until it is collected, so collect it before calling memory short.
    if (left < runtime.maxMemory() / 2) {
      runtime.gc();
      left = left(runtime);
    }
    int[] counts = Arrays.stream(countOf).filter(count -> count > 0).toArray();
    return new TrialMemory(counts, training.tokens().length, left / parallel);
  }

  private static long left(Runtime runtime) {
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /**
   * Does nothing when there is enough.
   *
   * @throws IllegalArgumentException saying how much is missing and which {@code min_count} would
   *     fit
   */
  void check(Hyperparameters parameters) {
    int rows = rows(parameters.minCount());
    int stride = VectorTable.strideOf(parameters.vectorSize());
    long rowsMax = Math.min(FLOATS_MAX / stride, (bytes - fixed()) / rowBytes(stride));
    if (rows <= rowsMax) {
      return;
    }
    String need =
        String.format(
            Locale.ROOT,
            "min_count = %d gives %,d tracks a vector of %d numbers, for which a trial needs"
                + " %,d MiB and has %,d MiB",
            parameters.minCount(),
            rows,
            parameters.vectorSize(),
            (fixed() + rows * rowBytes(stride)) >> 20,
            bytes >> 20);
    throw new IllegalArgumentException(
        rowsMax < 1
            ? need + "; no min_count would fit: give the JVM more memory (SEGUE_JAVA_OPTS=-Xmx…)"
            : "%s; min_count = %d would fit, or give the JVM more memory (SEGUE_JAVA_OPTS=-Xmx…)"
                .formatted(need, minCountOf(rowsMax)));
  }

  private long fixed() {
    return tokens * Integer.BYTES + (long) counts.length * BYTES_OF_TRACK;
  }

  private static long rowBytes(int stride) {
    return (long) TABLES * stride * Float.BYTES;
  }

  private int rows(int minCount) {
    int below = Arrays.binarySearch(counts, minCount);
    int first = below < 0 ? -below - 1 : below;
    while (first > 0 && counts[first - 1] >= minCount) {
      first--;
    }
    return counts.length - first;
  }

  /** The smallest min_count that leaves so many rows at most; there are more rows than that. */
  private int minCountOf(long rowsMax) {
    return counts[counts.length - 1 - (int) rowsMax] + 1;
  }
}

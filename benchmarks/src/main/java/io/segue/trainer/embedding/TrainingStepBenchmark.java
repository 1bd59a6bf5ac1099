package io.segue.trainer.embedding;

import io.segue.recommender.vectors.VectorTable;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One training step on one window, by the vector kernel and by its scalar twin.
 *
 * <p>The window is the average one of the usual settings: 11 neighbours (windows of 1 to 10 to both
 * sides), 7 counter-examples, 48 dimensions. Its tracks are drawn anew for each step, from few
 * tracks whose rows stay in the cache next to the core, or from as many as a real catalogue has.
 *
 * <p>In this package to get at the kernels, which are nobody else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainingStepBenchmark {

  private static final int INPUTS = 11;
  private static final int OUTPUTS = 8;
  private static final int DIMENSION = 48;

  /**
   * The multiplications and additions that a skip-gram step needs by its definition: for each pair
   * of an input and an output a dot product and two corrections, sigmoids not counted.
   */
  public static final long SKIP_GRAM_FLOPS = 6L * INPUTS * OUTPUTS * DIMENSION;

  /** The same for a CBOW step: the mean of the inputs and its correction, and one input. */
  public static final long CBOW_FLOPS = 2L * INPUTS * DIMENSION + 6L * OUTPUTS * DIMENSION;

  private static final int WINDOWS = 4_096;
  private static final float LEARNING_RATE = 0.001f;

  /** How many tracks have vectors. */
  @Param({"500", "75000"})
  public int tracks;

  /** Which of the two kernels. */
  @Param({"vector", "scalar"})
  public String kernel = "";

  private WindowKernel measured = new ScalarKernel(new float[0], new float[0], 0);
  private int[][] inputs = {};
  private int[][] outputs = {};
  private int at;

  /** Draws tables and windows. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    VectorTable input = table(random);
    VectorTable output = table(random);
    measured =
        kernel.equals("vector")
            ? new VectorKernel(input.values(), output.values(), input.stride())
            : new ScalarKernel(input.values(), output.values(), input.stride());
    inputs = new int[WINDOWS][];
    outputs = new int[WINDOWS][];
    for (int w = 0; w < WINDOWS; w++) {
      inputs[w] = random.ints(INPUTS, 0, tracks).toArray();
      outputs[w] = random.ints(OUTPUTS, 0, tracks).toArray();
    }
  }

  private VectorTable table(Random random) {
    VectorTable table = new VectorTable(tracks, DIMENSION);
    for (int i = 0; i < table.values().length; i++) {
      table.values()[i] = (random.nextFloat() - 0.5f) / DIMENSION;
    }
    return table;
  }

  /** A skip-gram step. */
  @Benchmark
  public void skipGram() {
    int window = next();
    measured.skipGram(inputs[window], INPUTS, outputs[window], OUTPUTS, LEARNING_RATE);
  }

  /** A CBOW step. */
  @Benchmark
  public void cbow() {
    int window = next();
    measured.cbow(inputs[window], INPUTS, outputs[window], OUTPUTS, LEARNING_RATE);
  }

  private int next() {
    at = (at + 1) % WINDOWS;
    return at;
  }
}

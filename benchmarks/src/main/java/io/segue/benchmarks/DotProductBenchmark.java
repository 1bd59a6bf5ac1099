package io.segue.benchmarks;

import io.segue.recommender.vectors.VectorMath;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Dot products of one query and many rows, as a neighbour search computes them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DotProductBenchmark {

  private static final int ROWS = 64;

  /** The length of the vectors, a multiple of 16. */
  @Param({"48", "128"})
  public int dimension;

  private float[] query = {};
  private float[] rows = {};

  /** Draws the vectors. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    query = vector(random, dimension);
    rows = vector(random, ROWS * dimension);
  }

  private static float[] vector(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  /** By vector registers. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float vector() {
    float sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += VectorMath.dot(query, 0, rows, row * dimension, dimension);
    }
    return sum;
  }

  /** One element after the other. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float scalar() {
    float sum = 0;
    for (int row = 0; row < ROWS; row++) {
      float dot = 0;
      for (int d = 0; d < dimension; d++) {
        dot += query[d] * rows[row * dimension + d];
      }
      sum += dot;
    }
    return sum;
  }
}

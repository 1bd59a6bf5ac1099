package io.segue.benchmarks;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one core's floating-point units could do at best: fused multiply-adds on registers only, as
 * many chains side by side as hide the latency of each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeakBenchmark {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int STEPS = 1_000;

  /** The multiplications and additions of one call. */
  public static final long FLOPS = 2L * CHAINS * STEPS * SPECIES.length();

  /** Neither is known to the compiler; with these the sums neither grow nor vanish. */
  private float factor = 0.999f;

  private float summand = 0.001f;

  /** Fused multiply-adds. */
  @Benchmark
  public float fma() {
    FloatVector a = FloatVector.broadcast(SPECIES, factor);
    FloatVector b = FloatVector.broadcast(SPECIES, summand);
    FloatVector s0 = b;
    FloatVector s1 = b.add(1);
    FloatVector s2 = b.add(2);
    FloatVector s3 = b.add(3);
    FloatVector s4 = b.add(4);
    FloatVector s5 = b.add(5);
    FloatVector s6 = b.add(6);
    FloatVector s7 = b.add(7);
    FloatVector s8 = b.add(8);
    FloatVector s9 = b.add(9);
    FloatVector s10 = b.add(10);
    FloatVector s11 = b.add(11);
    for (int i = 0; i < STEPS; i++) {
      s0 = s0.fma(a, b);
      s1 = s1.fma(a, b);
      s2 = s2.fma(a, b);
      s3 = s3.fma(a, b);
      s4 = s4.fma(a, b);
      s5 = s5.fma(a, b);
      s6 = s6.fma(a, b);
      s7 = s7.fma(a, b);
      s8 = s8.fma(a, b);
      s9 = s9.fma(a, b);
      s10 = s10.fma(a, b);
      s11 = s11.fma(a, b);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return low.add(high).lane(0);
  }
}

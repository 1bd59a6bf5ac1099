package io.segue.benchmarks;

import io.segue.trainer.embedding.ProcessorTime;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Counts the processor time of each operation: on a machine that others use as well, the time on
 * the clock says more about them than about the kernel.
 */
public final class ProcessorTimeProfiler implements InternalProfiler {

  /** The name of the result, in nanoseconds an operation. */
  static final String RESULT = "processor-time";

  private double start;

  /** For JMH. */
  public ProcessorTimeProfiler() {}

  @Override
  public String getDescription() {
    return "processor time of each operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = ProcessorTime.ofProcess();
  }

  @Override
  public List<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = (ProcessorTime.ofProcess() - start) * 1e9;
    long operations = Math.max(1, result.getMetadata().getMeasuredOps());
    return List.of(new ScalarResult(RESULT, nanos / operations, "ns/op", AggregationPolicy.AVG));
  }
}

package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.ranking.TreeScoringBenchmark;
import io.segue.schemas.CommandFailedException;
import io.segue.trainer.embedding.TrainingStepBenchmark;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench kernels}: the arithmetic of training and search, against what the machine can do.
 */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = {
      "Measure training steps and dot products on one thread, and how far they are from what the",
      "floating-point units of this machine do at best; scoring a candidate by trees, beside walking",
      "them; what an event does to a stored playlist, beside copying its bytes. Times are of",
      "the processor. Takes five minutes."
    })
public final class KernelsCommand implements Callable<Integer> {

  private static final List<Class<?>> BENCHMARKS =
      List.of(
          PeakBenchmark.class,
          TrainingStepBenchmark.class,
          DotProductBenchmark.class,
          TreeScoringBenchmark.class,
          CodecBenchmark.class);

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long each is measured, after 3 s to warm up. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<KernelResult> results = new ArrayList<>();
    for (Class<?> benchmark : BENCHMARKS) {
      out.printf("measuring: %s%n", benchmark.getSimpleName());
      out.flush();
      results.addAll(run(benchmark));
    }
    print(results, out);
    if (json != null) {
      Files.writeString(json, asJson(results).toPrettyString() + "\n");
    }
    return 0;
  }

  private List<KernelResult> run(Class<?> benchmark) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include("\\b" + benchmark.getSimpleName() + "\\b")
                  .forks(1)
                  .warmupIterations(3)
                  .warmupTime(TimeValue.seconds(1))
                  .measurementIterations(Math.max(1, seconds))
                  .measurementTime(TimeValue.seconds(1))
                  .addProfiler(ProcessorTimeProfiler.class)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run().stream().map(KernelsCommand::result).toList();
    } catch (RunnerException e) {
      throw new CommandFailedException(
          "%s could not be measured: %s".formatted(benchmark.getSimpleName(), e.getMessage()), e);
    }
  }

  private static KernelResult result(RunResult run) {
    BenchmarkParams params = run.getParams();
    Result<?> time =
        Objects.requireNonNull(run.getSecondaryResults().get(ProcessorTimeProfiler.RESULT));
    String method = params.getBenchmark().replaceFirst(".*\\.", "");
    return switch (method) {
      case "fma" ->
          new KernelResult(
              "fma on registers", time.getScore(), time.getScoreError(), PeakBenchmark.FLOPS);
      case "skipGram", "cbow" ->
          new KernelResult(
              "%s step, %s, %s tracks"
                  .formatted(
                      method.equals("cbow") ? "CBOW" : "skip-gram",
                      params.getParam("kernel"),
                      params.getParam("tracks")),
              time.getScore(),
              time.getScoreError(),
              method.equals("cbow")
                  ? TrainingStepBenchmark.CBOW_FLOPS
                  : TrainingStepBenchmark.SKIP_GRAM_FLOPS);
      case "score" ->
          new KernelResult(
              "a candidate by 400 trees, " + params.getParam("way"),
              time.getScore(),
              time.getScoreError(),
              0);
      case "decode", "encode", "fold", "rewrite", "update", "copy" ->
          new KernelResult(
              "%s a playlist of %s tracks".formatted(method, params.getParam("tracks")),
              time.getScore(),
              time.getScoreError(),
              0);
      default ->
          new KernelResult(
              "dot product, %s, %s floats".formatted(method, params.getParam("dimension")),
              time.getScore(),
              time.getScoreError(),
              2L * Integer.parseInt(params.getParam("dimension")));
    };
  }

  private static void print(List<KernelResult> results, PrintWriter out) {
    KernelResult peak = results.get(0);
    out.printf("%n%-38s %12s %10s %10s %8s%n", "kernel", "CPU ns", "+-", "GFLOP/s", "of peak");
    for (KernelResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-38s %12.1f %10.1f %10s %8s%n",
          result.name(),
          result.nanos(),
          result.error(),
          result.flops() == 0 ? "-" : "%.1f".formatted(result.gigaflops()),
          result.flops() == 0 ? "-" : "%.1f%%".formatted(100 * result.shareOf(peak)));
    }
    out.flush();
  }

  private static ObjectNode asJson(List<KernelResult> results) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("java", Runtime.version().toString())
        .put("lanes", FloatVector.SPECIES_PREFERRED.length())
        .put("peak_gflops", results.get(0).gigaflops());
    ArrayNode kernels = root.putArray("kernels");
    for (KernelResult result : results) {
      ObjectNode node =
          kernels.addObject().put("name", result.name()).put("nanoseconds", result.nanos());
      if (result.flops() > 0) {
        node.put("flops", result.flops())
            .put("gflops", result.gigaflops())
            .put("share_of_peak", result.shareOf(results.get(0)));
      }
      if (!Double.isNaN(result.error())) {
        node.put("nanoseconds_error", result.error());
      }
    }
    return root;
  }
}

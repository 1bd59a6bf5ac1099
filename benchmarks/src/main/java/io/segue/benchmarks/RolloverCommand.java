package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench rollover}: what queries feel when the index is replaced, and how long it takes. */
@Command(
    name = "rollover",
    mixinStandardHelpOptions = true,
    description = {
      "Ask an instance for recommendations at a fixed rate, timed from the moment each request is"
          + " due,",
      "and publish the index again meanwhile: latency before, during and after the swap, the time"
          + " from",
      "the last chunk's arrival in Kafka until the new version serves, and the instance's memory."
          + " An",
      "instance keeps the version to go back to, so it has two before a swap and three during one."
          + " Needs",
      "a broker with nothing else on it, such as 'segue broker' runs."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench rollover --bootstrap-servers=127.0.0.1:9092 \\",
      "    --train=train.txt.gz --test=test.txt.gz --model=/tmp/bench.model"
    })
public final class RolloverCommand implements Callable<Integer> {

  private static final double NANOS_PER_MS = 1e6;
  private static final double MIB = 1 << 20;
  private static final int WARM_UP_SECONDS = 15;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Mixin private ModelOptions asked = new ModelOptions();

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many copies of the catalogue lie side by side. Default: ${DEFAULT-VALUE}.")
  private int copies;

  @Option(
      names = "--playlists",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many playlists are asked about, by turns. Default: ${DEFAULT-VALUE}.")
  private int playlists;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Requests a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long they go on before and after each swap. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often the index is replaced, after once that is not counted."
              + " Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many connections are open. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "The heap of the instance. Default: ${DEFAULT-VALUE}.")
  private String heap = "4g";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (copies < 1 || playlists < 1 || rate < 1 || seconds < 1 || rounds < 1 || connections < 1) {
      throw new BadInputException(
          "--copies, --playlists, --rate, --seconds, --rounds and --connections must be at least"
              + " 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Machine.words());
    int processors = Runtime.getRuntime().availableProcessors();
    Model model = BenchmarkModel.load(asked.train(), asked.modelFile(), copies, processors, out);
    Path folder = Files.createTempDirectory("segue-bench-rollover");
    RolloverRun.Swap first;
    List<RolloverRun.Swap> swaps = new ArrayList<>();
    try (QueryRun queries =
            QueryRun.open(
                connection.connection(),
                model,
                folder,
                heap,
                List.of("--bootstrap-servers=" + connection.connection().bootstrapServers()),
                connections,
                out);
        RolloverRun run = new RolloverRun(connection.connection(), model, queries)) {
      queries.write(QueryRun.playlists(asked.test(), playlists, copies));
      say(out, "warming up for %d s, and by a first swap".formatted(WARM_UP_SECONDS));
      queries.load().asFastAsPossible(WARM_UP_SECONDS);
      first = run.swap(rate, 1);
      for (int round = 1; round <= rounds; round++) {
        say(out, "measuring: swap %d of %d".formatted(round, rounds));
        swaps.add(run.swap(rate, seconds));
      }
    } finally {
      Folders.delete(folder);
    }
    double readSeconds = readSeconds(model);
    double versionBytes = first.heapAfter() - first.heapBefore();
    Map<String, Spread> figures = figures(swaps, readSeconds, versionBytes);
    out.printf(
        "%n%,d tracks; k=20; %,d requests/s over %d connections; a bundle of %,.0f MiB, and %,.0f"
            + " MiB of live heap for a version%n%n",
        model.tracks().size(), rate, connections, first.bundleBytes() / MIB, versionBytes / MIB);
    out.println(Spread.heading(rounds + " swaps"));
    figures.forEach((name, spread) -> out.println(spread.row(name)));
    out.flush();
    if (json != null) {
      Files.writeString(json, asJson(figures, model, first, versionBytes).toPrettyString() + "\n");
    }
    Failures.of(swaps.stream().map(RolloverRun.Swap::failures).toList()).requireNone();
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /** What nobody can do without: reading the bundle out of the file system's cache. */
  private static double readSeconds(Model model) throws IOException {
    Path file = Files.createTempFile("segue-bench-rollover", ".model");
    try {
      BenchmarkModel.write(model, file);
      long begin = System.nanoTime();
      BenchmarkModel.read(file);
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Spread> figures(
      List<RolloverRun.Swap> swaps, double readSeconds, double versionBytes) {
    Map<String, Spread> figures = new LinkedHashMap<>();
    Map<String, Function<RolloverRun.Swap, Histogram>> spans = new LinkedHashMap<>();
    spans.put("before", RolloverRun.Swap::before);
    spans.put("while the version is written to Kafka", RolloverRun.Swap::publishing);
    spans.put("last chunk to serving", RolloverRun.Swap::swapping);
    spans.put("after", RolloverRun.Swap::after);
    spans.forEach(
        (name, span) -> {
          for (double percentile : new double[] {50, 99}) {
            put(
                figures,
                "%s, ms, p%.0f".formatted(name, percentile),
                swaps,
                swap -> span.apply(swap).getValueAtPercentile(percentile) / NANOS_PER_MS);
          }
        });
    put(
        figures,
        "p99 from last chunk to serving, times before (bar 2)",
        swaps,
        swap ->
            (double) swap.swapping().getValueAtPercentile(99)
                / swap.before().getValueAtPercentile(99));
    put(figures, "writing the version to Kafka, s", swaps, RolloverRun.Swap::publishSeconds);
    put(figures, "last chunk to serving, s (bar 3)", swaps, RolloverRun.Swap::swapSeconds);
    put(
        figures,
        "  of it, reading the bundle from memory, %",
        swaps,
        swap -> 100 * readSeconds / swap.swapSeconds());
    put(figures, "resident before, MiB", swaps, swap -> swap.residentBefore() / MIB);
    put(figures, "resident at its peak, MiB", swaps, swap -> swap.residentPeak() / MIB);
    put(
        figures,
        "  more than before, versions (bar 1)",
        swaps,
        swap -> (swap.residentPeak() - swap.residentBefore()) / versionBytes);
    put(figures, "live heap before, MiB", swaps, swap -> swap.heapBefore() / MIB);
    put(figures, "live heap after, MiB", swaps, swap -> swap.heapAfter() / MIB);
    return figures;
  }

  private static void put(
      Map<String, Spread> figures,
      String name,
      List<RolloverRun.Swap> swaps,
      ToDoubleFunction<RolloverRun.Swap> of) {
    figures.put(name, Spread.of(swaps, of));
  }

  private ObjectNode asJson(
      Map<String, Spread> figures, Model model, RolloverRun.Swap first, double versionBytes) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("tracks", model.tracks().size())
        .put("rate", rate)
        .put("connections", connections)
        .put("heap", heap)
        .put("bundle_bytes", first.bundleBytes())
        .put("version_heap_bytes", versionBytes);
    ObjectNode node = root.putObject("figures");
    figures.forEach((name, spread) -> spread.put(node, name));
    return root;
  }
}

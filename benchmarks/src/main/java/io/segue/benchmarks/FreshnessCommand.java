package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench freshness}: how long it takes from an event to an answer that reflects it. */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = {
      "Write events at a fixed rate, and ask for recommendations after each of them; measure the"
          + " time",
      "from the broker's acknowledgement of the event until the answer is here that reflects it.",
      "Needs a broker and an instance with an index version, such as 'segue demo' runs."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench freshness --bootstrap-servers=127.0.0.1:9092 --instance=127.0.0.1:8080"
    })
public final class FreshnessCommand implements Callable<Integer> {

  private static final double NANOS_PER_MS = 1e6;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--instance",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description = "Where to ask. Default: ${DEFAULT-VALUE}.")
  private String instance = "127.0.0.1:8080";

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many events are measured. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many events come before those. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Events a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Ask after every Nth event only, so that the queries are not the load; --events are those"
              + " asked about. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--playlists",
      paramLabel = "N",
      defaultValue = "500",
      description = "To how many new playlists they belong. Default: ${DEFAULT-VALUE}.")
  private int playlists;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (events < 1 || warmUp < 0 || rate < 1 || playlists < 1 || every < 1) {
      throw new BadInputException("--events, --rate, --every and --playlists must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    FreshnessRun.Result result;
    try (FreshnessRun run =
        FreshnessRun.open(connection.connection(), instance, playlists, rate, every)) {
      say(out, "warming up: %,d events at %,d a second".formatted(warmUp * every, rate));
      run.measure(warmUp);
      say(out, "measuring: %,d events at %,d a second".formatted(events * every, rate));
      result = run.measure(events);
    }
    print(result, out);
    if (json != null) {
      Files.writeString(json, asJson(result).toPrettyString() + "\n");
    }
    if (result.missed() + result.failed() > 0) {
      throw new CommandFailedException(
          "%d answers did not reflect their event within the instance's limit, and %d failed%s"
              .formatted(
                  result.missed(),
                  result.failed(),
                  result.firstFailure() == null ? "." : ": " + result.firstFailure()));
    }
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static void print(FreshnessRun.Result result, PrintWriter out) {
    out.printf("%n%-34s %9s %9s %9s %9s %9s%n", "ms", "p50", "p90", "p99", "p99.9", "max");
    row(out, "sent to acknowledged", result.acknowledged());
    row(out, "acknowledged to answered", result.answered());
    out.printf(
        "%,d events asked about, %,d answers reflect theirs, %d do not, %d failed; %,.0f"
            + " events/s%n",
        result.events(),
        result.answered().getTotalCount(),
        result.missed(),
        result.failed(),
        result.rate());
    out.flush();
  }

  private static void row(PrintWriter out, String name, Histogram nanos) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", name));
    for (double percentile : PERCENTILES) {
      row.append(
          String.format(
              Locale.ROOT, " %9.2f", nanos.getValueAtPercentile(percentile) / NANOS_PER_MS));
    }
    out.println(row);
  }

  private static ObjectNode asJson(FreshnessRun.Result result) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("events", result.events())
        .put("missed", result.missed())
        .put("failed", result.failed())
        .put("events_per_second", result.rate());
    percentiles(root.putObject("acknowledged_ms"), result.acknowledged());
    percentiles(root.putObject("answered_ms"), result.answered());
    return root;
  }

  private static void percentiles(ObjectNode node, Histogram nanos) {
    for (double percentile : PERCENTILES) {
      node.put(
          percentile == 100 ? "max" : "p" + percentile,
          nanos.getValueAtPercentile(percentile) / NANOS_PER_MS);
    }
  }
}

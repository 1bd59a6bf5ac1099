package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench query}: recommendations over HTTP, the whole system at work. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Publish the configuration of docs/evaluation.md, start an instance in a process of its own,",
      "write real playlists as events, and ask for recommendations in them: at a fixed rate, timed",
      "from the moment each request is due, and as fast as they are answered; GET /healthz on the",
      "same server in the same run is the ceiling. Needs a broker with nothing else on it, such as",
      "'segue broker' runs."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench query --bootstrap-servers=127.0.0.1:9092 \\",
      "    --train=train.txt.gz --test=test.txt.gz --model=/tmp/bench.model --copies=5"
    })
public final class QueryCommand implements Callable<Integer> {

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
      defaultValue = "5000",
      description = "How many playlists are asked about, by turns. Default: ${DEFAULT-VALUE}.")
  private int playlists;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Requests a second in the open loop. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each loop lasts. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often everything is measured. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many connections are open. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description = "The heap of the instance. Default: ${DEFAULT-VALUE}.")
  private String heap = "3g";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (copies < 1 || playlists < 1 || rate < 1 || seconds < 1 || runs < 1 || connections < 1) {
      throw new BadInputException(
          "--copies, --playlists, --rate, --seconds, --runs and --connections must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Model model =
        BenchmarkModel.load(
            asked.train(),
            asked.modelFile(),
            copies,
            Runtime.getRuntime().availableProcessors(),
            out);
    List<QueryRun.Round> rounds;
    Path folder = Files.createTempDirectory("segue-bench-query");
    try (QueryRun run =
        QueryRun.open(
            connection.connection(),
            model,
            folder,
            heap,
            List.of("--bootstrap-servers=" + connection.connection().bootstrapServers()),
            connections,
            out)) {
      run.write(QueryRun.playlists(asked.test(), playlists, copies));
      rounds = run.measure(runs, rate, seconds);
    } finally {
      Folders.delete(folder);
    }
    print(rounds, model, out);
    if (json != null) {
      Files.writeString(json, asJson(rounds, model).toPrettyString() + "\n");
    }
    Failures.of(rounds.stream().map(QueryRun.Round::failures).toList()).requireNone();
    return 0;
  }

  private void print(List<QueryRun.Round> rounds, Model model, PrintWriter out) {
    out.println(Machine.words());
    out.printf(
        "%,d tracks, %,d sessions; k=20; %d connections; %d runs of %d s%n%n",
        model.tracks().size(),
        Objects.requireNonNull(model.ranking()).index().sessions().size(),
        connections,
        runs,
        seconds);
    out.printf("%-52s %10s %10s %10s%n", "", "median", "lowest", "highest");
    row(out, rounds, "GET /healthz, requests/s (ceiling)", round -> round.health().perSecond());
    row(out, rounds, "recommendations, requests/s", round -> round.fast().perSecond());
    row(out, rounds, "  of the ceiling, %", round -> 100 * round.ofCeiling());
    row(out, rounds, "  processor us a request, app", QueryRun.Round::appMicros);
    row(out, rounds, "  processor us a request, load generator", QueryRun.Round::ownMicros);
    String open = "recommendations at %,d/s, ms, ".formatted(rate);
    for (double percentile : new double[] {50, 90, 99, 99.9}) {
      row(out, rounds, open + "p" + percentile, round -> round.open().millis(percentile));
    }
    row(out, rounds, "GET /healthz at the same rate, ms, p99", r -> r.openHealth().millis(99));
    out.flush();
  }

  private static void row(
      PrintWriter out,
      List<QueryRun.Round> rounds,
      String name,
      ToDoubleFunction<QueryRun.Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "%-52s %,10.2f %,10.2f %,10.2f%n",
        name,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private ObjectNode asJson(List<QueryRun.Round> rounds, Model model) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("tracks", model.tracks().size())
        .put("sessions", Objects.requireNonNull(model.ranking()).index().sessions().size())
        .put("connections", connections)
        .put("rate", rate)
        .put("seconds", seconds);
    ArrayNode array = root.putArray("rounds");
    for (QueryRun.Round round : rounds) {
      ObjectNode node = array.addObject();
      node.put("healthz_per_second", round.health().perSecond())
          .put("per_second", round.fast().perSecond())
          .put("app_us", round.appMicros())
          .put("load_us", round.ownMicros())
          .put("failed", round.failures().toString())
          .put("open_per_second", round.open().perSecond())
          .put("healthz_open_p99_ms", round.openHealth().millis(99));
      for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
        node.put("open_p" + percentile + "_ms", round.open().millis(percentile));
      }
    }
    return root;
  }
}

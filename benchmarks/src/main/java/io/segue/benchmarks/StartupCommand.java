package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code bench startup}: how long an instance takes from its launch until it is ready. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description = {
      "Start an instance whose state and index are on its disk already, by turns with and without a"
          + " cache",
      "of what the JVM knew after an earlier run (JEP 483, 514 and 515), and measure how long it"
          + " takes",
      "until it is ready and what it has cost by then. Needs a broker with an active index version."
    },
    footer = {"", "Example:", "  scripts/segue bench startup --bootstrap-servers=127.0.0.1:9092"})
public final class StartupCommand implements Callable<Integer> {

  private static final int TRAINING_SECONDS = 10;
  private static final int CONNECTIONS = 4;
  private static final String READY = "/readyz";
  private static final String QUESTION = "{\"tracks\": [], \"k\": 20}";

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often it is started each way. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Of the instance. Default: ${DEFAULT-VALUE}.")
  private String heap = "";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * One start.
   *
   * @param readySeconds from the launch until {@code /readyz} answers 200
   * @param processorSeconds that it has cost by then
   */
  private record Start(double readySeconds, double processorSeconds) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new BadInputException("--rounds must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Machine.words());
    Path folder = Files.createTempDirectory("segue-bench-startup");
    try {
      Path cache = folder.resolve("app.aot");
      out.println("filling the state and the cache");
      out.flush();
      start(folder, List.of(), true);
      start(folder, List.of("-XX:AOTCacheOutput=" + cache), true);
      List<Start> without = new ArrayList<>();
      List<Start> with = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        without.add(start(folder, List.of("-Xshare:auto"), false));
        with.add(start(folder, List.of("-XX:AOTCache=" + cache), false));
      }
      out.printf("%-16s %10s %18s %16s%n", "", "ready, s", "lowest, highest", "processor s");
      print(out, "without cache", without);
      print(out, "with it (%,d MB)".formatted(Files.size(cache) >> 20), with);
      out.printf(
          Locale.ROOT,
          "with it takes %.2f of the time and %.2f of the processor time%n",
          median(with, Start::readySeconds) / median(without, Start::readySeconds),
          median(with, Start::processorSeconds) / median(without, Start::processorSeconds));
      out.flush();
      if (json != null) {
        Files.writeString(json, asJson(without, with).toPrettyString() + "\n");
      }
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  /**
   * Starts an instance and ends it.
   *
   * @param busy whether it is asked for a while in between, so that there is something to remember
   */
  private Start start(Path folder, List<String> jvmOptions, boolean busy)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (AppProcess app =
        AppProcess.start(
            folder,
            heap,
            jvmOptions,
            List.of(
                "--bootstrap-servers=" + connection.connection().bootstrapServers(),
                "--application-id=segue-bench-startup"))) {
      app.await(READY);
      Start start = new Start((System.nanoTime() - begin) / 1e9, app.processorSeconds());
      if (busy) {
        new HttpLoad(
                AppProcess.HOST,
                app.port(),
                List.of(
                    HttpConnection.post(
                        AppProcess.HOST, app.port(), "/v1/recommendations", QUESTION)),
                CONNECTIONS)
            .asFastAsPossible(TRAINING_SECONDS);
      }
      app.stopInPeace();
      return start;
    }
  }

  private static void print(PrintWriter out, String name, List<Start> starts) {
    double[] seconds = starts.stream().mapToDouble(Start::readySeconds).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "%-16s %10.2f %18s %16.2f%n",
        name,
        median(starts, Start::readySeconds),
        "%.2f, %.2f".formatted(seconds[0], seconds[seconds.length - 1]),
        median(starts, Start::processorSeconds));
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
    double[] values = starts.stream().mapToDouble(of).sorted().toArray();
    return values[values.length / 2];
  }

  private static ObjectNode asJson(List<Start> without, List<Start> with) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    add(root.putArray("without_cache"), without);
    add(root.putArray("with_cache"), with);
    return root;
  }

  private static void add(ArrayNode array, List<Start> starts) {
    for (Start start : starts) {
      array
          .addObject()
          .put("ready_seconds", start.readySeconds())
          .put("processor_seconds", start.processorSeconds());
    }
  }
}

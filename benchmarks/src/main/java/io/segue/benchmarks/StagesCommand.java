package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.recommender.ranking.StageTimes;
import io.segue.schemas.BadInputException;
import io.segue.trainer.evaluation.SessionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench stages}: what each stage of a query costs, on one thread, without a network. */
@Command(
    name = "stages",
    mixinStandardHelpOptions = true,
    description = {
      "Ask the configuration of docs/evaluation.md real questions on one thread, and tell how much",
      "of the processor's time each source, the shortlist, the features and the trees take, and"
          + " how",
      "much memory a query allocates."
    })
public final class StagesCommand implements Callable<Integer> {

  @Mixin private ModelOptions asked = new ModelOptions();

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many cases are asked, evenly spread over the file. Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = {
        "Write a hash of each answer there, one a line: equal files mean equal answers, tracks and",
        "scores to the last bit."
      })
  private @Nullable Path answers;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (queries < 1) {
      throw new BadInputException("--queries must be at least 1, not " + queries + ".");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Model model =
        BenchmarkModel.load(
            asked.train(), asked.modelFile(), Runtime.getRuntime().availableProcessors(), out);
    List<int[]> playlists = questions(SessionFile.readCases(asked.test(), model.tracks()));
    StageTimes times = StageTimes.of(Objects.requireNonNull(model.ranking()), playlists);
    print(times, playlists.size(), out);
    if (answers != null) {
      Files.writeString(
          answers,
          Arrays.stream(times.answerHashes())
              .mapToObj(Integer::toHexString)
              .collect(Collectors.joining("\n", "", "\n")));
    }
    if (json != null) {
      Files.writeString(json, asJson(times, playlists.size()).toPrettyString() + "\n");
    }
    return 0;
  }

  /** The cases without their answers. */
  private List<int[]> questions(List<int[]> cases) {
    int asked = Math.min(queries, cases.size());
    return IntStream.range(0, asked)
        .mapToObj(i -> cases.get((int) ((long) i * cases.size() / asked)))
        .map(playlist -> Arrays.copyOf(playlist, playlist.length - 1))
        .toList();
  }

  private static void print(StageTimes times, int queries, PrintWriter out) {
    double mean = mean(times.whole());
    out.printf(
        "%n%-18s %9s %9s %9s %9s %7s   CPU us%n", "stage", "mean", "p50", "p90", "p99", "share");
    for (int stage = 0; stage < times.names().size(); stage++) {
      printRow(times.names().get(stage), times.stage(stage), mean, out);
    }
    printRow("all", times.whole(), mean, out);
    out.printf(
        Locale.ROOT,
        "%,d queries, %,.0f candidates and %,.0f bytes allocated a query%n",
        queries,
        times.candidatesPerQuery(),
        times.bytesPerQuery());
    out.printf("answers: %08x%n", Arrays.hashCode(times.answerHashes()));
    out.flush();
  }

  private static void printRow(String name, long[] nanos, double whole, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-18s %9.1f %9.1f %9.1f %9.1f %6.1f%%%n",
        name,
        mean(nanos) / 1e3,
        at(nanos, 0.5) / 1e3,
        at(nanos, 0.9) / 1e3,
        at(nanos, 0.99) / 1e3,
        100 * mean(nanos) / whole);
  }

  private static double mean(long[] nanos) {
    return Arrays.stream(nanos).average().orElse(0);
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  private static ObjectNode asJson(StageTimes times, int queries) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("java", Runtime.version().toString())
        .put("queries", queries)
        .put("candidates", times.candidatesPerQuery())
        .put("bytes_allocated", times.bytesPerQuery())
        .put("answers", Arrays.hashCode(times.answerHashes()));
    ArrayNode stages = root.putArray("stages");
    for (int stage = 0; stage < times.names().size(); stage++) {
      put(stages.addObject(), times.names().get(stage), times.stage(stage));
    }
    put(root.putObject("all"), "all", times.whole());
    return root;
  }

  private static void put(ObjectNode node, String name, long[] nanos) {
    node.put("name", name)
        .put("mean_us", mean(nanos) / 1e3)
        .put("p50_us", at(nanos, 0.5) / 1e3)
        .put("p90_us", at(nanos, 0.9) / 1e3)
        .put("p99_us", at(nanos, 0.99) / 1e3);
  }
}

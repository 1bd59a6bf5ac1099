package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.StageTimes;
import io.segue.schemas.BadInputException;
import io.segue.trainer.evaluation.SessionFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench growth}: what a query and a model take as the catalogue grows. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Take the latest sessions of a small catalogue, train the configuration of docs/evaluation.md"
          + " on",
      "them, and lay copies of it side by side: with each size, the processor time of a query on one",
      "thread, and the heap, the bundle and the loading time of the model. In a copy a track occurs"
          + " as",
      "often as in the original, so what grows is what depends on the size alone."
    },
    footer = {
      "",
      "Example:",
      "  SEGUE_JAVA_OPTS=-Xmx10g scripts/segue bench growth --train=train.txt.gz \\",
      "    --test=test.txt.gz --model=/tmp/growth.model"
    })
public final class GrowthCommand implements Callable<Integer> {

  private static final double MIB = 1 << 20;

  @Mixin private ModelOptions asked = new ModelOptions();

  @Option(
      names = "--tracks",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many tracks the smallest catalogue has at most. Default: ${DEFAULT-VALUE}.")
  private int tracks;

  @Option(
      names = "--copies",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,10,100",
      description = "How many copies of it lie side by side. Default: ${DEFAULT-VALUE}.")
  private List<Integer> copies = List.of();

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "4000",
      description = "How many cases are asked. Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often they are asked, after once to warm up. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * What was measured with one size.
   *
   * @param mean microseconds of a query, on average
   * @param p99 microseconds of a query
   * @param heapBytes what the model takes of the heap
   * @param bundleBytes the length of its file
   * @param loadSeconds how long reading that takes
   */
  private record Row(
      int tracks,
      int sessions,
      Spread mean,
      Spread p99,
      double candidates,
      double allocated,
      long heapBytes,
      long bundleBytes,
      double loadSeconds) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (tracks < 100 || queries < 1 || rounds < 1 || copies.stream().anyMatch(n -> n < 1)) {
      throw new BadInputException(
          "--tracks must be at least 100, --queries, --rounds and --copies at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Machine.words());
    Path train = asked.modelFile().resolveSibling(asked.modelFile().getFileName() + ".train");
    if (!Files.exists(asked.modelFile())) {
      RecentSessions.write(asked.train(), tracks, train);
    }
    List<Row> rows = new ArrayList<>();
    for (int count : copies) {
      Row row = measure(train, count, out);
      rows.add(row);
      print(row, rows.get(0), out);
    }
    if (json != null) {
      Files.writeString(json, asJson(rows).toPrettyString() + "\n");
    }
    return 0;
  }

  private Row measure(Path train, int count, PrintWriter out)
      throws IOException, InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    // Made before the heap is looked at.
    BenchmarkModel.load(train, asked.modelFile(), count, processors, out);
    Path file = BenchmarkModel.file(asked.modelFile(), count);
    long before = heapAlive();
    long begin = System.nanoTime();
    Model model = BenchmarkModel.read(file);
    double loadSeconds = (System.nanoTime() - begin) / 1e9;
    long heap = heapAlive() - before;
    RankingModel ranking = Objects.requireNonNull(model.ranking());
    List<int[]> questions = questions(SessionFile.readCases(asked.test(), model.tracks()), count);
    double[] means = new double[rounds];
    double[] p99s = new double[rounds];
    double candidates = 0;
    double allocated = 0;
    for (int round = -1; round < rounds; round++) {
      StageTimes times = StageTimes.of(ranking, questions);
      if (round >= 0) {
        long[] whole = times.whole();
        means[round] = Arrays.stream(whole).average().orElse(0) / 1e3;
        p99s[round] = whole[(int) (0.99 * (whole.length - 1))] / 1e3;
      }
      candidates = times.candidatesPerQuery();
      allocated = times.bytesPerQuery();
    }
    return new Row(
        model.tracks().size(),
        ranking.index().sessions().size(),
        Spread.of(means),
        Spread.of(p99s),
        candidates,
        allocated,
        heap,
        Files.size(file),
        loadSeconds);
  }

  /** The cases without their answers, each about one of the catalogue's copies. */
  private List<int[]> questions(List<int[]> cases, int count) {
    List<int[]> questions = new ArrayList<>();
    int wanted = Math.min(queries, cases.size());
    for (int i = 0; i < wanted; i++) {
      int[] session = cases.get((int) ((long) i * cases.size() / wanted));
      int copy = i % count;
      questions.add(
          Arrays.stream(session, 0, session.length - 1)
              .map(track -> track < 0 ? track : track + copy)
              .toArray());
    }
    return questions;
  }

  private static long heapAlive() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void print(Row row, Row first, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n%,d tracks, %,d sessions, %,.0f candidates and %,.0f bytes allocated a query%n",
        row.tracks(),
        row.sessions(),
        row.candidates(),
        row.allocated());
    out.println(Spread.heading(""));
    out.println(row.mean().row("a query, processor us, mean"));
    out.println(row.p99().row("a query, processor us, p99"));
    out.printf(
        Locale.ROOT,
        "a query takes %.2f of the smallest size's time; the model %,.0f MiB of heap (%,.0f bytes a"
            + " track), %,.0f MiB as a bundle, loaded in %.2f s%n",
        row.mean().median() / first.mean().median(),
        row.heapBytes() / MIB,
        (double) row.heapBytes() / row.tracks(),
        row.bundleBytes() / MIB,
        row.loadSeconds());
    out.flush();
  }

  private ObjectNode asJson(List<Row> rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("queries", queries);
    ArrayNode array = root.putArray("sizes");
    for (Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("tracks", row.tracks())
          .put("sessions", row.sessions())
          .put("candidates", row.candidates())
          .put("bytes_allocated", row.allocated())
          .put("heap_bytes", row.heapBytes())
          .put("bundle_bytes", row.bundleBytes())
          .put("load_seconds", row.loadSeconds())
          .put("times_smallest", row.mean().median() / rows.get(0).mean().median());
      row.mean().put(node, "query_us_mean");
      row.p99().put(node, "query_us_p99");
    }
    return root;
  }
}

package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.segue.app.quality.ExamSettings;
import io.segue.app.rules.LearningSettings;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.Successions;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench learning}: what learning from events as they arrive costs the ingestion. */
@Command(
    name = "learning",
    mixinStandardHelpOptions = true,
    description = {
      "Run an instance of the app in this process, learning nothing and learning from each event,"
          + " by turns.",
      "Each time write recorded playlists as events, as fast as Kafka takes them, and measure how"
          + " long it",
      "takes until the last of them is applied, and until what they teach is announced. Needs a"
          + " broker",
      "with an active index version, best one of the same tracks."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench learning --bootstrap-servers=127.0.0.1:9092"
          + " --playlists=../shared/data/mpd-popular"
    })
public final class LearningCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      required = true,
      description = "A file or folder as 'import' reads it.")
  private @Nullable Path playlists;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many events are written each time, at most. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each is measured, by turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * One measurement.
   *
   * @param applied events a second, until the playlists have them all
   * @param learnt events a second, until what they teach is announced as well
   * @param processorMicros processor time of an event, of the instance and the writer together
   * @param announced records of the topic, transactions' ends included
   */
  private record Row(
      int steps, double applied, double learnt, double processorMicros, long announced) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (events < 1 || rounds < 1) {
      throw new BadInputException("--events and --rounds must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<EventBurst.Play> plays =
        plays(
            FileDatasetReader.read(
                Objects.requireNonNull(playlists), new DatasetSettings(1, false)));
    Connection to = connection.connection();
    List<Row> rows = new ArrayList<>();
    out.printf(
        "%8s %12s %12s %14s %12s%n", "steps", "applied/s", "learnt/s", "CPU us/event", "announced");
    for (int round = 0; round < rounds; round++) {
      for (int steps : new int[] {0, Successions.STEPS_DEFAULT}) {
        Row row = measure(to, steps, plays);
        rows.add(row);
        out.printf(
            "%8d %,12.0f %,12.0f %14.1f %,12d%n",
            row.steps(), row.applied(), row.learnt(), row.processorMicros(), row.announced());
        out.flush();
      }
    }
    if (json != null) {
      Files.writeString(json, asJson(rows));
    }
    return 0;
  }

  private List<EventBurst.Play> plays(Dataset dataset) {
    int[] offsets = dataset.playlists().offsets();
    List<EventBurst.Play> plays = new ArrayList<>();
    for (int playlist = 0; playlist < dataset.playlists().size(); playlist++) {
      for (int at = offsets[playlist]; at < offsets[playlist + 1] && plays.size() < events; at++) {
        plays.add(
            new EventBurst.Play(playlist, dataset.tracks().id(dataset.playlists().tokens()[at])));
      }
    }
    return plays;
  }

  private static Row measure(Connection to, int steps, List<EventBurst.Play> plays)
      throws IOException, InterruptedException {
    LearningSettings defaults = LearningSettings.on();
    return IngestionRun.measure(
        to,
        settings ->
            settings
                .withExams(new ExamSettings(0, ExamSettings.BUDGET_DEFAULT))
                .withLearning(new LearningSettings(steps, defaults.halfLifeMs())),
        (burst, instance) -> {
          try (Announcements announcements = Announcements.open(to)) {
            announcements.awaitTheLast();
            long before = announcements.end();
            long processorBefore = processorNanos();
            long from = System.nanoTime();
            double seconds = burst.write(plays, instance);
            double all =
                steps == 0
                    ? seconds
                    : (announcements.awaitTheLast() - from) / (double) TimeUnit.SECONDS.toNanos(1);
            return new Row(
                steps,
                plays.size() / seconds,
                plays.size() / all,
                (processorNanos() - processorBefore) / 1e3 / plays.size(),
                announcements.end() - before);
          }
        });
  }

  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static String asJson(List<Row> rows) {
    ArrayNode root = new ObjectMapper().createArrayNode();
    for (Row row : rows) {
      root.addObject()
          .put("steps", row.steps())
          .put("applied_per_second", row.applied())
          .put("learnt_per_second", row.learnt())
          .put("processor_us", row.processorMicros())
          .put("announced", row.announced());
    }
    return root.toPrettyString() + "\n";
  }
}

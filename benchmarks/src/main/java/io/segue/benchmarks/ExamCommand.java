package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.segue.app.quality.ExamSettings;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench exam}: what examining events costs the ingestion. */
@Command(
    name = "exam",
    mixinStandardHelpOptions = true,
    description = {
      "Run an instance of the app three times, in this process: examining no events, a tenth, and"
          + " all of",
      "them. Each time write events as fast as Kafka takes them, and measure how long it takes"
          + " until the",
      "last of them is applied. Needs a broker with an active index version."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench exam --bootstrap-servers=127.0.0.1:9092 --events=200000"
    })
public final class ExamCommand implements Callable<Integer> {

  private static final double[] SHARES = {0, 0.1, 1};

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many events are written each time. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each share is measured, by turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--exam-budget",
      paramLabel = "SHARE",
      defaultValue = "" + ExamSettings.BUDGET_DEFAULT,
      description = "As of 'segue serve'. Default: ${DEFAULT-VALUE}.")
  private double budget;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /** One measurement. */
  private record Row(double share, double eventsPerSecond, double examined, double leftOut) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (events < 1 || rounds < 1) {
      throw new BadInputException("--events and --rounds must be at least 1.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Connection to = connection.connection();
    List<Row> rows = new ArrayList<>();
    out.printf("%8s %12s %10s %10s%n", "share", "events/s", "examined", "left out");
    for (int round = 0; round < rounds; round++) {
      for (double share : SHARES) {
        Row row = measure(to, share);
        rows.add(row);
        out.printf(
            "%8.2f %,12.0f %,10.0f %,10.0f%n",
            row.share(), row.eventsPerSecond(), row.examined(), row.leftOut());
        out.flush();
      }
    }
    if (json != null) {
      Files.writeString(json, asJson(rows));
    }
    return 0;
  }

  private Row measure(Connection to, double share) throws IOException, InterruptedException {
    return IngestionRun.measure(
        to,
        settings -> settings.withExams(new ExamSettings(share, budget)),
        (burst, instance) -> {
          double examinedBefore = instance.metric("segue_exam_duration_seconds_count");
          double leftOutBefore = instance.metric("segue_exam_left_out_total");
          double seconds =
              burst.write(EventBurst.invented(events, instance.popularTracks()), instance);
          return new Row(
              share,
              events / seconds,
              instance.metric("segue_exam_duration_seconds_count") - examinedBefore,
              instance.metric("segue_exam_left_out_total") - leftOutBefore);
        });
  }

  private static String asJson(List<Row> rows) {
    ArrayNode root = new ObjectMapper().createArrayNode();
    for (Row row : rows) {
      root.addObject()
          .put("share", row.share())
          .put("events_per_second", row.eventsPerSecond())
          .put("examined", row.examined())
          .put("left_out", row.leftOut());
    }
    return root.toPrettyString() + "\n";
  }
}

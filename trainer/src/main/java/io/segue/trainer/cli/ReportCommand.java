package io.segue.trainer.cli;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.trainer.card.OnlineCardHtml;
import io.segue.trainer.card.ReportFolder;
import io.segue.trainer.card.Run;
import io.segue.trainer.online.OnlineReport;
import io.segue.trainer.online.OnlineReportReader;
import io.segue.trainer.online.OnlineReportText;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: says where a training run's report is, and opens it. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Print where a training run's report is, and open it where there is a desktop.",
      "With --online report how the recommendations fared that were really made: the answers that",
      "instances logged (segue serve --served-log-share), beside the events that followed;"
          + " printed,",
      "and as a page like a training's."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue report --last",
      "  scripts/segue report --online --hours=24 --json"
    })
public final class ReportCommand implements Callable<Integer> {

  /** Where reports are unless something else is said. */
  static final Path FOLDER = Path.of(".segue", "reports");

  private static final Logger LOG = LoggerFactory.getLogger(ReportCommand.class);

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "Which run, for example 20261122-021530. Default: the last one.")
  private @Nullable String run;

  @Option(names = "--last", description = "The last run, which is the default.")
  private boolean last;

  @Option(names = "--json", description = "Print the report as JSON instead.")
  private boolean json;

  @Option(
      names = "--reports-dir",
      paramLabel = "FOLDER",
      description = "Where the reports are. Default: ${DEFAULT-VALUE}.")
  private Path reportsDir = FOLDER;

  @Option(names = "--online", description = "Report on the recommendations that were made.")
  private boolean online;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "With --online: how far back. Default: ${DEFAULT-VALUE}.")
  private int hours = 24;

  @Option(
      names = "--patience-minutes",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description =
          "With --online: how old an answer may be when the event comes that it is asked about."
              + " Default: ${DEFAULT-VALUE}.")
  private int patienceMinutes = 30;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (online) {
      return reportOnline();
    }
    if (last && run != null) {
      throw new BadInputException("Give a run or --last, not both.");
    }
    ReportFolder reports = new ReportFolder(reportsDir);
    Path folder = run == null ? reports.last() : reports.find(run);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.print(Files.readString(folder.resolve(ReportFolder.JSON)));
    } else {
      Path page = folder.resolve(ReportFolder.HTML).toAbsolutePath().normalize();
      out.println(page);
      open(page);
    }
    out.flush();
    return 0;
  }

  private int reportOnline() throws IOException, InterruptedException {
    if (last || run != null) {
      throw new BadInputException("--online is about no run; give it without one.");
    }
    if (hours < 1 || patienceMinutes < 1) {
      throw new BadInputException("--hours and --patience-minutes must be at least 1.");
    }
    Connection to = connection.connection();
    OnlineReport report;
    try {
      report =
          OnlineReportReader.read(
              to,
              Clock.systemUTC().instant().minus(Duration.ofHours(hours)),
              Duration.ofMinutes(patienceMinutes));
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "Kafka at %s: %s".formatted(to.bootstrapServers(), e.getMessage()), e);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String text = OnlineReportText.text(report);
    String asJson = OnlineReportText.json(report);
    String about =
        "What was recommended in the last %d hours, and what came next within %d minutes."
            .formatted(hours, patienceMinutes);
    Run at = Run.starting(Clock.systemUTC());
    Path folder =
        new ReportFolder(reportsDir)
            .writeOnline(at, OnlineCardHtml.of(at, about, report), asJson, text);
    if (json) {
      out.print(asJson);
    } else {
      Path page = folder.resolve(ReportFolder.HTML).toAbsolutePath().normalize();
      out.print(text);
      out.printf("%nreport: %s%n", page);
      open(page);
    }
    out.flush();
    return 0;
  }

  /** Only where somebody is sitting in front of it. */
  private static void open(Path page) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    boolean desktop =
        mac || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    if (!terminal || !desktop) {
      return;
    }
    try {
      new ProcessBuilder(List.of(mac ? "open" : "xdg-open", page.toString()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.info("The report cannot be opened here: {}", e.getMessage());
    }
  }
}

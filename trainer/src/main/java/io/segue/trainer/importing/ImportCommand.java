package io.segue.trainer.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.TopicAdmin;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue import}: sends the playlists of files to Kafka. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the playlists of a file, or of a folder of files, to Kafka.",
      "The format is told by the content: the tutorial's CSV or the same table as Parquet,",
      "slices of the Million Playlist Dataset (JSON), or plain sequences (one playlist a line,",
      "ids separated by blanks); all but Parquet may be gzipped.",
      "Importing the same file twice changes no playlist."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue import my-playlists.csv",
      "  scripts/segue import mpd/data --rejects=rejects.csv"
    })
public final class ImportCommand implements Callable<Integer> {

  private static final long STOPPING_SECONDS_MAX = 20;

  @Parameters(index = "0", paramLabel = "PATH", description = "A file or a folder of files.")
  private Path path = Path.of("");

  @Mixin private final ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = {
        "Where rows that cannot be read are listed, with the reason (CSV).",
        "Default: PATH's name with .rejects.csv, in the working directory."
      })
  private @Nullable Path rejectsPath;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "" + TopicAdmin.BROKER_DEFAULT,
      description = "Of topics that are missing and so created. Default: the broker's.")
  private short replicationFactor = TopicAdmin.BROKER_DEFAULT;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (replicationFactor < 1 && replicationFactor != TopicAdmin.BROKER_DEFAULT) {
      throw new BadInputException(
          "--replication-factor must be at least 1, not " + replicationFactor + ".");
    }
    Importer importer = new Importer(connectionOptions.connection(), replicationFactor, clock);
    CountDownLatch ended = new CountDownLatch(1);
    Thread onInterrupt = new Thread(() -> stop(importer, ended), "import-interrupted");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      return run(importer);
    } finally {
      ended.countDown();
      removeHook(onInterrupt);
    }
  }

  private int run(Importer importer) throws IOException {
    Path rejectsTo = rejectsPath();
    ImportReport report;
    try (RejectsFile rejects = new RejectsFile(rejectsTo);
        ImportProgress progress = new ImportProgress(isTerminal(), err(), clock)) {
      report = importer.run(path, rejects, progress);
    }
    if (!report.complete()) {
      err()
          .println(
              "Interrupted. Sent so far: "
                  + report.inWords()
                  + ". Importing again sends everything and doubles nothing.");
      err().flush();
      return CommandLines.FAILED;
    }
    out().println(json ? json(report, rejectsTo) : inWords(report, rejectsTo));
    out().flush();
    return CommandLines.DONE;
  }

  /** Runs when the process is asked to end: lets the import finish what it has begun to send. */
  private void stop(Importer importer, CountDownLatch ended) {
    importer.stop();
    try {
      if (!ended.await(STOPPING_SECONDS_MAX, TimeUnit.SECONDS)) {
        err()
            .println(
                "Interrupted while Kafka did not answer: not everything that was read has been"
                    + " sent. Importing again sends everything and doubles nothing.");
        err().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Otherwise the exit code would be the signal's and the import would look done to some.
    Runtime.getRuntime().halt(CommandLines.FAILED);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running already; it ends the process.
      return;
    }
  }

  private Path rejectsPath() throws IOException {
    Path chosen = rejectsPath;
    if (chosen == null) {
      return Path.of(path.toAbsolutePath().normalize().getFileName() + ".rejects.csv");
    }
    if (Files.exists(chosen) && Files.exists(path) && Files.isSameFile(chosen, path)) {
      throw new BadInputException(
          "--rejects names the file that is to be imported, " + path + "; name another one.");
    }
    if (Files.isDirectory(chosen)) {
      throw new BadInputException("--rejects must name a file; " + chosen + " is a folder.");
    }
    return chosen;
  }

  private static String inWords(ImportReport report, Path rejectsTo) {
    return "Imported "
        + report.inWords()
        + (report.rejects() == 0 ? "." : "; the rejects are in " + rejectsTo + ".");
  }

  private static String json(ImportReport report, Path rejectsTo) {
    ObjectNode node =
        new ObjectMapper()
            .createObjectNode()
            .put("files", report.files())
            .put("playlists", report.playlists())
            .put("events", report.events())
            .put("tracks", report.tracks())
            .put("rejects", report.rejects())
            .put("seconds", Math.round(1e3 * report.seconds()) / 1e3)
            .put("eventsPerSecond", Math.round(report.eventsPerSecond()));
    if (report.rejects() > 0) {
      node.put("rejectsFile", rejectsTo.toString());
    }
    report.formats().forEach(format -> node.withArray("formats").add(format.name()));
    return node.toString();
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}

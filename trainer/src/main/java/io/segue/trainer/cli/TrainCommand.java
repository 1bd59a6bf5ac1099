package io.segue.trainer.cli;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.trainer.card.CardJson;
import io.segue.trainer.card.Publication;
import io.segue.trainer.card.ReportFolder;
import io.segue.trainer.card.Run;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.dataset.KafkaDatasetReader;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.pipeline.Release;
import io.segue.trainer.pipeline.Training;
import io.segue.trainer.pipeline.TrainingReport;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.topics.Clients;
import io.segue.trainer.topics.PartitionReader;
import io.segue.trainer.trials.SearchSpace;
import io.segue.trainer.trials.SearchSpaceReader;
import io.segue.trainer.trials.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: reads playlists, runs trials, publishes the best as a new index version. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train on all playlists and publish the best model as a new index version.",
      "A version that fails a check of the gate, or that is worse than the active one, is published",
      "and not activated, unless it is forced.",
      "Exit codes: 0 done, 1 failed or not activated, 2 bad input (nothing is published)."
    })
public final class TrainCommand implements Callable<Integer> {

  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      description = "Train on this file or folder instead of the topic playlist-events.")
  private @Nullable Path playlists;

  @Option(
      names = "--search",
      paramLabel = "FILE",
      description = "YAML with the values to try, for example 'min_count: [3, 5, 10]'.")
  private @Nullable Path search;

  @Option(names = "--dev", description = "Use a tenth of the playlists, for quick tries.")
  private boolean dev;

  @Option(names = "--no-publish", description = "Publish nothing; with --playlists: no Kafka.")
  private boolean noPublish;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--reports-dir",
      paramLabel = "FOLDER",
      description = "Where the run's report goes. Default: ${DEFAULT-VALUE}.")
  private Path reportsDir = ReportCommand.FOLDER;

  @Option(
      names = "--force",
      description = "Activate the new version even if it fails a check of the gate.")
  private boolean force;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of the split, the sample and the training. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads to use. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (threads < 1 || threads > 256) {
      throw new BadInputException("--threads must be between 1 and 256, not " + threads + ".");
    }
    if (json != null) {
      requireWritable(json);
    }
    List<Trial> trials = searchSpace().grid(seed);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Connection connection = connectionOptions.connection();
    Run run = Run.starting(Clock.systemUTC());
    try (ConsoleProgress progress = ConsoleProgress.to(out)) {
      TrainingReport report;
      if (noPublish) {
        report = Training.run(dataset(connection), trials, threads, release(run, null), progress);
      } else {
        // Before the training: better to hear now than in an hour that no broker is there.
        TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
        Dataset dataset = dataset(connection);
        try (IndexPublisher publisher = IndexPublisher.open(connection, Clock.systemUTC())) {
          report = Training.run(dataset, trials, threads, release(run, publisher), progress);
        }
      }
      if (json != null) {
        Files.writeString(json, CardJson.of(report.card()).toPrettyString() + "\n");
      }
      Path folder = new ReportFolder(reportsDir).write(report.card());
      out.printf("report: %s%n", folder.resolve(ReportFolder.HTML));
      out.flush();
      requireActive(report);
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "Kafka at %s: %s".formatted(connection.bootstrapServers(), e.getMessage()), e);
    }
    return 0;
  }

  private Release release(Run run, @Nullable IndexPublisher publisher) {
    return new Release(run, publisher, Thresholds.DEFAULT, force);
  }

  private static void requireActive(TrainingReport report) {
    Publication publication = report.card().publication();
    if (publication != null && !publication.active()) {
      throw new CommandFailedException(
          "%s is published and not activated, because it %s. What was active stays active; 'segue activate %s' serves it all the same, and so does training with --force."
              .formatted(
                  publication.version(),
                  report.card().verdict().sentence(),
                  publication.version()));
    }
  }

  private SearchSpace searchSpace() {
    if (search == null) {
      return SearchSpace.DEFAULT;
    }
    try {
      return SearchSpaceReader.read(search.toString(), Files.readString(search));
    } catch (IOException e) {
      throw new BadInputException(
          "The search space %s cannot be read: %s."
              .formatted(search, Files.exists(search) ? e.getMessage() : "there is no such file"),
          e);
    }
  }

  private Dataset dataset(Connection connection) {
    DatasetSettings settings = new DatasetSettings(seed, dev);
    if (playlists != null) {
      return FileDatasetReader.read(playlists, settings);
    }
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      return new KafkaDatasetReader(
              new PartitionReader(consumer),
              connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).deserializer(),
              connection.serdes().valueSerde(Topics.TRACKS).deserializer())
          .read(settings, STALLED_AFTER);
    }
  }

  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw new BadInputException(
          "The --json file %s cannot be written: it is a folder, or its folder is missing."
              .formatted(file));
    }
  }
}

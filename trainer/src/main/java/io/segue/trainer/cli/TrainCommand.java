package io.segue.trainer.cli;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.PartitionReader;
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
import io.segue.trainer.distributed.DistributedTrials;
import io.segue.trainer.embedding.ModelFamilies;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.online.ServedLogReader;
import io.segue.trainer.online.ShownTracks;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.pipeline.Release;
import io.segue.trainer.pipeline.Training;
import io.segue.trainer.pipeline.TrainingReport;
import io.segue.trainer.pipeline.TrainingSettings;
import io.segue.trainer.pipeline.TrialPools;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.schedule.PeriodicTraining;
import io.segue.trainer.schedule.TrainingLease;
import io.segue.trainer.schedule.TurnRule;
import io.segue.trainer.space.Durations;
import io.segue.trainer.space.Parameter;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.space.SearchPlanReader;
import io.segue.trainer.topics.Clients;
import io.segue.trainer.trials.SearchHistory;
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
      "A version that fails a check of the gate, or that is worse than the active one, is"
          + " published",
      "and not activated, unless it is forced.",
      "Exit codes: 0 done, 1 failed or not activated, 2 bad input (nothing is published)."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue train",
      "  scripts/segue train --every=24h --on-drift=127.0.0.1:8080",
      "  scripts/segue train --playlists=mine.csv --no-publish --json=result.json"
    })
public final class TrainCommand implements Callable<Integer> {

  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  /** A trainer that was killed keeps its lease for 15 seconds. */
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(25);

  private static final String RANKING_TIME = "5m";

  private static final long STOPPING_MS_MAX = 15_000;

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

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = {
        "Write each finished trial there, a line of JSON each; if the file is there,",
        "take the search up where it ended."
      })
  private @Nullable Path history;

  @Option(
      names = "--distributed",
      description = "Let the trials be run by workers (segue work), on whatever machines.")
  private boolean distributed;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Train again whenever the last version is so old: 90s, 10m, 6h, 1d.")
  private @Nullable String every;

  @Option(
      names = "--after-events",
      paramLabel = "N",
      description = "Train again whenever so many events came since the last version.")
  private @Nullable Long afterEvents;

  @Option(
      names = "--on-drift",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Train again, once an hour at most, when one of these instances says that its events have"
              + " drifted from what its index was trained on.")
  private List<String> onDrift = List.of();

  @Option(
      names = "--ranking-time",
      paramLabel = "DURATION",
      defaultValue = RANKING_TIME,
      description = {
        "About how long the search for a ranking may take; its settings are scaled to that.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String rankingTime = RANKING_TIME;

  @Option(
      names = "--correct-position-bias",
      description = {
        "Let plays that followed a recommendation count by where the track was shown: tracks far"
            + " up",
        "are played more because they are far up. Needs the log of answers (segue serve",
        "--served-log-share), with some that explore, which tell how much places matter."
      })
  private boolean correctPositionBias;

  @Option(names = "--no-ranking", description = "Answer from the vectors alone.")
  private boolean noRanking;

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
    checkOptions();
    SearchPlan plan = plan();
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Connection connection = connectionOptions.connection();
    if (!periodic()) {
      train(plan, connection, out);
      return 0;
    }
    Thread training = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(training), "stopping"));
    TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
    try {
      PeriodicTraining.run(
          connection,
          new TurnRule(every == null ? null : duration("--every", every), afterEvents),
          new DriftWatch(onDrift),
          Clock.systemUTC(),
          line -> {
            out.println(line);
            out.flush();
          },
          () -> train(plan, connection, out));
    } catch (InterruptedException e) {
      out.println("ended");
      out.flush();
    }
    return 0;
  }

  private boolean periodic() {
    return every != null || afterEvents != null || !onDrift.isEmpty();
  }

  private static void end(Thread training) {
    training.interrupt();
    try {
      training.join(STOPPING_MS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkOptions() {
    if (threads < 1 || threads > 256) {
      throw new BadInputException("--threads must be between 1 and 256, not " + threads + ".");
    }
    if (json != null) {
      requireWritable(json);
    }
    if (distributed && playlists != null) {
      throw new BadInputException(
          "--distributed trains on playlists in Kafka, which every worker can read; import %s first (segue import PATH)."
              .formatted(playlists));
    }
    if (afterEvents != null && afterEvents < 1) {
      throw new BadInputException("--after-events must be 1 or more, not " + afterEvents + ".");
    }
    if (correctPositionBias && (playlists != null || noRanking)) {
      throw new BadInputException(
          "--correct-position-bias corrects what the ranking learns from Kafka: not with"
              + " --playlists or --no-ranking.");
    }
    duration("--ranking-time", rankingTime);
    if (every != null) {
      duration("--every", every);
    }
    onDrift.forEach(instance -> Instances.request(instance, "/"));
    if (periodic() && (noPublish || playlists != null || history != null)) {
      throw new BadInputException(
          "--every, --after-events and --on-drift train on Kafka and publish: not with"
              + " --no-publish, --playlists or --history.");
    }
  }

  private static Duration duration(String option, String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(option + ": " + e.getMessage() + ".", e);
    }
  }

  private void train(SearchPlan plan, Connection connection, PrintWriter out)
      throws InterruptedException {
    SearchHistory searchHistory =
        history == null ? SearchHistory.none() : SearchHistory.at(history);
    Run run = Run.starting(Clock.systemUTC());
    try (ConsoleProgress progress = ConsoleProgress.to(out)) {
      TrainingReport report;
      if (noPublish) {
        report =
            run(
                dataset(connection, searchHistory),
                plan,
                connection,
                searchHistory,
                release(run, null),
                progress);
      } else {
        // Before the training: better to hear now than in an hour that no broker is there.
        TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
        report = runWithLease(plan, connection, searchHistory, run, progress);
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
    } catch (IOException e) {
      throw new CommandFailedException(
          "The report %s cannot be written: %s".formatted(json, e.getMessage()), e);
    }
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

  private TrainingReport runWithLease(
      SearchPlan plan,
      Connection connection,
      SearchHistory searchHistory,
      Run run,
      ConsoleProgress progress)
      throws InterruptedException {
    Thread training = Thread.currentThread();
    try (TrainingLease lease =
        TrainingLease.take(connection, LEASE_PATIENCE, training::interrupt)) {
      Dataset dataset = dataset(connection, searchHistory);
      try (IndexPublisher publisher = IndexPublisher.open(connection, Clock.systemUTC())) {
        return run(dataset, plan, connection, searchHistory, release(run, publisher), progress);
      } catch (InterruptedException e) {
        if (lease.isLost()) {
          throw new CommandFailedException(
              "The lease on training was lost, as this process was cut off from Kafka for too long;"
                  + " nothing is published.",
              e);
        }
        throw e;
      }
    }
  }

  private TrainingReport run(
      Dataset dataset,
      SearchPlan plan,
      Connection connection,
      SearchHistory searchHistory,
      Release release,
      ConsoleProgress progress)
      throws InterruptedException {
    TrialPools pools =
        (searchId, reference, runner) ->
            DistributedTrials.open(
                searchId, reference, plan.queries().choices(), connection, Clock.systemUTC());
    RankingBudget ranking =
        noRanking ? RankingBudget.OFF : new RankingBudget(duration("--ranking-time", rankingTime));
    return Training.run(
        dataset,
        new TrainingSettings(plan, seed, threads, ranking),
        distributed ? pools : null,
        searchHistory,
        release,
        progress);
  }

  private SearchPlan plan() {
    if (search == null) {
      return SearchPlan.DEFAULT;
    }
    try {
      SearchPlan plan = SearchPlanReader.read(search.toString(), Files.readString(search));
      // Before anything is read: the best trial may have to be trained again here, if not the rest.
      plan.space().of(Parameter.FAMILY).ends().forEach(ModelFamilies::named);
      return plan;
    } catch (IllegalArgumentException e) {
      throw new BadInputException("%s: %s.".formatted(search, e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInputException(
          "The search space %s cannot be read: %s."
              .formatted(search, Files.exists(search) ? e.getMessage() : "there is no such file"),
          e);
    }
  }

  private Dataset dataset(Connection connection, SearchHistory searchHistory) {
    DatasetSettings settings = new DatasetSettings(seed, dev);
    if (playlists != null) {
      return FileDatasetReader.read(playlists, settings);
    }
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      KafkaDatasetReader reader =
          new KafkaDatasetReader(
              new PartitionReader<>(consumer),
              connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).deserializer(),
              connection.serdes().valueSerde(Topics.TRACKS).deserializer());
      // A search that is taken up again goes on with the events that it began with.
      Optional<DatasetReference> before =
          searchHistory.dataset().filter(reference -> !reference.getRanges().isEmpty());
      if (before.isPresent()) {
        return reader.readAgain(before.get(), STALLED_AFTER);
      }
      ShownTracks shown =
          correctPositionBias
              ? ServedLogReader.shownTracks(connection, consumer)
              : ShownTracks.none();
      Dataset dataset = reader.read(settings, shown, STALLED_AFTER);
      if (correctPositionBias) {
        Objects.requireNonNull(spec).commandLine().getOut().println(shown.bias().sentence());
      }
      return dataset;
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

package io.segue.local;

import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.events.KafkaEventLog;
import io.segue.app.playlists.Address;
import io.segue.app.rules.LearningSettings;
import io.segue.recommender.Recommender;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.trainer.card.Run;
import io.segue.trainer.cli.ConsoleProgress;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.pipeline.Release;
import io.segue.trainer.pipeline.Training;
import io.segue.trainer.pipeline.TrainingReport;
import io.segue.trainer.pipeline.TrainingSettings;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.space.SearchPlanReader;
import io.segue.trainer.trials.SearchHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue replay}: shows that what is served is what was evaluated. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Train on most playlists, publish to a broker of its own, replay the test part through a",
      "running app, and compare each of its answers with the offline evaluation, entry by entry.",
      "Exit codes: 0 all answers are the same, 1 some differ or the replay failed, 2 bad input."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue replay --playlists=my-playlists.csv --questions=500"
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      required = true,
      description = "A file or folder as 'import' reads it.")
  private @Nullable Path playlists;

  @Option(
      names = "--questions",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many answers are compared at most. Default: ${DEFAULT-VALUE}.")
  private int questions;

  @Option(
      names = "-k",
      paramLabel = "K",
      defaultValue = "20",
      description = "How many recommendations an answer has. Default: ${DEFAULT-VALUE}.")
  private int k;

  @Option(
      names = "--ranking-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "About how long the ranking is trained; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int rankingSeconds;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of the split and the training. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private @Nullable CommandSpec spec;

  private final int threads = Runtime.getRuntime().availableProcessors();
  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    if (questions < 1 || k < 1 || k > 500 || rankingSeconds < 0) {
      throw new BadInputException(
          "--questions must be at least 1, -k between 1 and 500, --ranking-seconds at least 0.");
    }
    Dataset dataset =
        FileDatasetReader.read(Objects.requireNonNull(playlists), new DatasetSettings(seed, false));
    Path folder = Files.createTempDirectory("segue-replay");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
      Connection connection = Connection.to(broker.bootstrapServers());
      TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
      TrainingReport trained = train(dataset, connection);
      Corpus heldOut = dataset.split().test();
      sendTracks(connection, dataset, heldOut);
      return replay(dataset, heldOut, trained, connection, folder);
    } finally {
      delete(folder);
    }
  }

  private TrainingReport train(Dataset dataset, Connection connection) throws InterruptedException {
    try (ConsoleProgress progress = ConsoleProgress.to(out());
        IndexPublisher publisher = IndexPublisher.open(connection, clock)) {
      return Training.run(
          dataset,
          new TrainingSettings(
              SearchPlanReader.read("replay", "min_count: 3"),
              seed,
              threads,
              new RankingBudget(Duration.ofSeconds(rankingSeconds))),
          null,
          SearchHistory.none(),
          new Release(Run.starting(clock), publisher, Thresholds.DEFAULT, true),
          progress);
    }
  }

  private int replay(
      Dataset dataset, Corpus heldOut, TrainingReport trained, Connection connection, Path folder)
      throws InterruptedException, TimeoutException {
    ServeSettings settings =
        ServeSettings.defaults(connection)
            .withListen(Address.parse("127.0.0.1:0"))
            .withStateDir(folder.resolve("app"))
            // What is compared is a version by itself.
            .withLearning(LearningSettings.OFF);
    try (SegueApp app = SegueApp.start(settings);
        KafkaEventLog events = new KafkaEventLog(connection)) {
      app.awaitReady(READY_LIMIT);
      out()
          .printf("replaying %,d playlists through index %s%n", heldOut.size(), app.indexVersion());
      out().flush();
      AnswerComparison outcome =
          new Replay(
                  new DemoClient(app.address().toString()),
                  events,
                  new Recommender(trained.model(), dataset.trackArtists()),
                  k,
                  threads,
                  clock)
              .run(playlists(dataset, heldOut), questions);
      return judge(outcome);
    }
  }

  private int judge(AnswerComparison outcome) {
    out()
        .printf(
            "%,d questions, %,d entries: hr@%d %.4f online, %.4f offline%n",
            outcome.questions(),
            outcome.entries(),
            k,
            (double) outcome.onlineHits() / outcome.questions(),
            (double) outcome.offlineHits() / outcome.questions());
    outcome.examples().forEach(out()::println);
    out().flush();
    if (outcome.different() > 0) {
      throw new CommandFailedException(
          "%,d of %,d answers differ between what is served and what is evaluated."
              .formatted(outcome.different(), outcome.questions()));
    }
    out().println("all answers are the same, entry by entry");
    out().flush();
    return CommandLines.DONE;
  }

  private static Map<String, List<String>> playlists(Dataset dataset, Corpus heldOut) {
    Map<String, List<String>> playlists = new TreeMap<>();
    for (int playlist = 0; playlist < heldOut.size(); playlist++) {
      List<String> tracks = new ArrayList<>();
      for (int at = heldOut.offsets()[playlist]; at < heldOut.offsets()[playlist + 1]; at++) {
        tracks.add(dataset.tracks().id(heldOut.tokens()[at]));
      }
      playlists.put("held-out-%06d".formatted(playlist), tracks);
    }
    return playlists;
  }

  /** What the app falls back on for tracks that were never seen in training: their artists. */
  private static void sendTracks(Connection connection, Dataset dataset, Corpus heldOut)
      throws InterruptedException {
    try (Producer<String, Track> producer =
        new KafkaProducer<>(
            connection.clientConfig(),
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.TRACKS).serializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int track : Arrays.stream(heldOut.tokens()).distinct().toArray()) {
        String id = dataset.tracks().id(track);
        String artist = dataset.trackArtists().artistOf(id);
        if (artist != null) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      Topics.TRACKS.name(), id, new Track(id, id, artist, null, null))));
        }
      }
      for (Future<RecordMetadata> write : sent) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("The tracks cannot be written: " + e.getCause() + ".", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}

package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.canary.CanaryCommand;
import io.segue.app.events.EventLog;
import io.segue.app.events.KafkaEventLog;
import io.segue.app.playlists.Address;
import io.segue.app.quality.ExamSettings;
import io.segue.recommender.Model;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.Action;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.PlaylistEvent;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.importing.ImportCommand;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.publishing.PublishedModel;
import io.segue.trainer.publishing.VersionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that end by themselves, on two instances, with queries all along. */
class CanaryIT {

  private static final int PLAYLISTS = 240;
  private static final int HELD_OUT = 6;
  private static final Duration PAUSE = Duration.ofMillis(4);

  @TempDir Path folder;
  private int eventNumber;

  @Test
  void aWorseCandidateIsRolledBackAndABetterOnePromoted() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      Path all = folder.resolve("playlists.csv");
      new PlaylistGenerator(1).writeCsv(all, PLAYLISTS);
      Map<String, List<String>> playlists = Playground.playlistsOf(all);
      playlists.values().removeIf(tracks -> tracks.size() <= HELD_OUT);
      run(broker, new ImportCommand(), withoutTheirEnds(all).toString());
      train(broker);
      publishWorse(broker);
      try (SegueApp one = start(broker, "one");
          SegueApp other = start(broker, "other")) {
        one.awaitReady(Duration.ofMinutes(1));
        other.awaitReady(Duration.ofMinutes(1));
        ApiClient first = new ApiClient(one.address().toString());
        ApiClient second = new ApiClient(other.address().toString());
        awaitPlaylists(List.of(first, second), playlists.keySet());
        try (Queries queries =
                new Queries(List.of(first, second), List.copyOf(playlists.keySet()));
            EventLog events = new KafkaEventLog(Connection.to(broker.bootstrapServers()))) {
          assertThat(trial(broker, "v2")).contains("v2 answers for a share of 0.5");
          awaitOnTrial(List.of(first, second), "v2");
          stream(events, playlists, 0);
          JsonNode rolledBack = awaitEnd(broker);
          assertThat(rolledBack.path("active").asText()).isEqualTo("v1");
          assertThat(rolledBack.path("reason").asText())
              .contains("canary v2 rolled back, as it is worse");

          activate(broker, "v2");
          awaitServing(List.of(first, second), "v2");
          trial(broker, "v1");
          awaitOnTrial(List.of(first, second), "v1");
          stream(events, playlists, HELD_OUT / 2);
          JsonNode promoted = awaitEnd(broker);
          assertThat(promoted.path("active").asText()).isEqualTo("v1");
          assertThat(promoted.path("previous").asText()).isEqualTo("v2");
          assertThat(promoted.path("reason").asText())
              .contains("canary v1 promoted, as it is better");
          awaitServing(List.of(first, second), "v1");

          System.out.printf(
              "%s;%n%s;%n%d queries meanwhile, %d failed, versions of one trial: %s%n",
              rolledBack.path("reason").asText(),
              promoted.path("reason").asText(),
              queries.asked.get(),
              queries.failed.size(),
              queries.versions.keySet());
          assertThat(queries.failed).isEmpty();
          assertThat(queries.versions.keySet()).containsExactlyInAnyOrder("v1", "v2");
        }
      }
    }
  }

  /** The file of playlists without the last tracks of each. */
  private Path withoutTheirEnds(Path all) throws IOException {
    List<String> lines = Files.readAllLines(all);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int later = i + HELD_OUT;
      if (i == 0
          || (later < lines.size() && playlist(lines.get(i)).equals(playlist(lines.get(later))))) {
        kept.add(lines.get(i));
      }
    }
    return Files.write(folder.resolve("begun.csv"), kept);
  }

  private static String playlist(String line) {
    return line.substring(line.lastIndexOf(",\"")) + line.substring(0, line.indexOf(','));
  }

  /** Plays the next half of what was held out, one track of each playlist after the other. */
  private void stream(EventLog events, Map<String, List<String>> playlists, int from)
      throws Exception {
    for (int place = from; place < from + HELD_OUT / 2; place++) {
      for (Map.Entry<String, List<String>> playlist : playlists.entrySet()) {
        List<String> tracks = playlist.getValue();
        events.append(
            new PlaylistEvent(
                "streamed-" + eventNumber++,
                playlist.getKey(),
                null,
                tracks.get(tracks.size() - HELD_OUT + place),
                Action.PLAY,
                Instant.EPOCH,
                "test"));
        Thread.sleep(PAUSE);
      }
    }
  }

  private void publishWorse(TestBroker broker) throws Exception {
    try (IndexPublisher publisher =
        IndexPublisher.open(Connection.to(broker.bootstrapServers()), Clock.systemUTC())) {
      PublishedModel good = publisher.activeModel().orElseThrow();
      Model model = good.model();
      IndexManifest manifest = good.manifest();
      float[][] noise = new float[model.vectors().rows()][model.vectors().dimension()];
      Random random = new Random(1);
      for (float[] vector : noise) {
        for (int i = 0; i < vector.length; i++) {
          vector[i] = (float) random.nextGaussian();
        }
      }
      publisher.publish(
          new Model(
              model.tracks(),
              model.counts(),
              model.artists(),
              model.artistOf(),
              VectorTable.of(noise).normalised(),
              model.graph(),
              model.query(),
              null),
          new VersionDescription(
              Map.of(), Map.of(), manifest.getDataset(), manifest.getCodeVersion()),
          false,
          version -> Map.of());
    }
  }

  private static void activate(TestBroker broker, String version) {
    try (IndexPublisher publisher =
        IndexPublisher.open(Connection.to(broker.bootstrapServers()), Clock.systemUTC())) {
      publisher.activate(version);
    }
  }

  private SegueApp start(TestBroker broker, String name) {
    return SegueApp.start(
        ServeSettings.defaults(Connection.to(broker.bootstrapServers()))
            .withListen(new Address("127.0.0.1", 0))
            .withStateDir(folder.resolve("state-" + name))
            .withThreads(1)
            .withExams(new ExamSettings(1, 1)));
  }

  private String trial(TestBroker broker, String version) {
    return run(
        broker,
        new CanaryCommand(),
        "start",
        version,
        "--share=0.5",
        "--min-playlists=40",
        "--k=100",
        "--hours=1");
  }

  private JsonNode awaitEnd(TestBroker broker) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      JsonNode status =
          new ObjectMapper().readTree(run(broker, new CanaryCommand(), "status", "--json"));
      if (status.path("canary").isNull()) {
        return status;
      }
      assertThat(System.nanoTime()).as("%s", status).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  private static void awaitPlaylists(List<ApiClient> instances, Set<String> playlists)
      throws Exception {
    for (ApiClient instance : instances) {
      for (String playlist : playlists) {
        instance.await(
            "/v1/playlists/" + ApiClient.encode(playlist), answer -> answer.status() == 200);
      }
    }
  }

  private static void awaitOnTrial(List<ApiClient> instances, String version) throws Exception {
    for (ApiClient instance : instances) {
      instance.await(
          "/v1/index",
          answer -> answer.body().path("trial").path("version").asText().equals(version));
    }
  }

  private static void awaitServing(List<ApiClient> instances, String version) throws Exception {
    for (ApiClient instance : instances) {
      instance.await("/v1/index", answer -> answer.body().path("serving").asText().equals(version));
    }
  }

  private void train(TestBroker broker) throws Exception {
    Path search = SmallSearch.writeTo(folder, 10);
    run(
        broker,
        new TrainCommand(),
        "--search=" + search,
        "--ranking-time=1s",
        "--reports-dir=" + folder.resolve("reports"),
        "--force");
  }

  private static String run(TestBroker broker, Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    return CommandRun.toTheEnd(command, all);
  }

  /** Asks for recommendations all the time, by turns of instances and playlists. */
  private static final class Queries implements AutoCloseable {

    final AtomicInteger asked = new AtomicInteger();
    final Queue<String> failed = new ConcurrentLinkedQueue<>();
    final Map<String, Boolean> versions = new ConcurrentHashMap<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    Queries(List<ApiClient> instances, List<String> playlists) {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stopped.get()) {
                      int query = asked.getAndIncrement();
                      ask(
                          instances.get(query % instances.size()),
                          playlists.get(query / instances.size() % playlists.size()));
                    }
                  });
    }

    private void ask(ApiClient instance, String playlist) {
      try {
        ApiClient.Answer answer = instance.recommend(playlist, 10);
        if (answer.status() == 200) {
          versions.put(answer.body().path("indexVersion").asText(), true);
        } else {
          failed.add(answer.toString());
        }
      } catch (Exception e) {
        failed.add(e.toString());
      }
    }

    @Override
    public void close() throws InterruptedException {
      stopped.set(true);
      thread.join();
    }
  }
}

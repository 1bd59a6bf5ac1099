package io.segue.benchmarks;

import io.segue.recommender.Model;
import io.segue.schemas.Action;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.trainer.embedding.ProcessorTime;
import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A published model, an instance that serves it, playlists in its state, and load on it. */
final class QueryRun implements AutoCloseable {

  private static final int K = 20;
  private static final int WARM_UP_SECONDS = 20;

  /** The first seconds at a fixed rate run code of both sides that full load did not. */
  private static final int WARM_UP_AT_RATE_SECONDS = 10;

  private static final int HEALTH_SECONDS_MAX = 5;

  /**
   * What was measured in one round.
   *
   * @param health {@code GET /healthz} as fast as possible
   * @param fast recommendations as fast as possible
   * @param appMicros processor time of the instance for each of those, in microseconds
   * @param ownMicros the same of this process, which makes the load
   * @param openHealth {@code GET /healthz} at the fixed rate
   * @param open recommendations at the fixed rate
   */
  record Round(
      HttpLoad.Result health,
      HttpLoad.Result fast,
      double appMicros,
      double ownMicros,
      HttpLoad.Result openHealth,
      HttpLoad.Result open) {

    Failures failures() {
      return Failures.of(
          List.of(health.failures(), fast.failures(), openHealth.failures(), open.failures()));
    }

    double ofCeiling() {
      return fast.perSecond() / health.perSecond();
    }
  }

  private final Connection connection;
  private final AppProcess app;
  private final int connections;
  private final PrintWriter out;
  private final List<byte[]> questions = new ArrayList<>();

  private QueryRun(Connection connection, AppProcess app, int connections, PrintWriter out) {
    this.connection = connection;
    this.app = app;
    this.connections = connections;
    this.out = out;
  }

  /** The same without further options of the JVM. */
  static QueryRun open(
      Connection connection,
      Model model,
      Path folder,
      String heap,
      List<String> arguments,
      int connections,
      PrintWriter out)
      throws IOException, InterruptedException {
    return open(connection, model, folder, heap, List.of(), arguments, connections, out);
  }

  /**
   * Publishes the model and starts an instance, which is ready afterwards.
   *
   * @param folder for the instance
   * @param heap of the instance
   * @param jvmOptions further options of the instance's JVM
   * @param arguments of the instance, that it may connect
   */
  static QueryRun open(
      Connection connection,
      Model model,
      Path folder,
      String heap,
      List<String> jvmOptions,
      List<String> arguments,
      int connections,
      PrintWriter out)
      throws IOException, InterruptedException {
    TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
    say(out, "publishing the model");
    Publishing.publish(connection, model);
    say(out, "starting an instance");
    AppProcess app = AppProcess.start(folder, heap, jvmOptions, arguments);
    try {
      app.await("/readyz");
      return new QueryRun(connection, app, connections, out);
    } catch (IOException | InterruptedException | RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  /**
   * The questions of a file's cases, evenly spread over it, each about one of the catalogue's
   * copies.
   *
   * @return track ids, oldest first, by playlist
   */
  static Map<String, List<String>> playlists(Path cases, int count, int copies) throws IOException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    try (PlaylistFile file = PlaylistFile.open(cases, reject -> {})) {
      for (PlaylistEntry entry = file.next(); entry != null; entry = file.next()) {
        all.computeIfAbsent(entry.playlistId(), id -> new ArrayList<>()).add(entry.trackId());
      }
    }
    List<List<String>> cased = List.copyOf(all.values());
    String run = UUID.randomUUID().toString().substring(0, 8);
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(count, cased.size()); i++) {
      List<String> tracks = cased.get((int) ((long) i * cased.size() / count));
      int copy = i % copies;
      chosen.put(
          "bench-%s-%d".formatted(run, i),
          tracks.subList(0, Math.max(1, tracks.size() - 1)).stream()
              .map(track -> EnlargedModel.copyOf(track, copy))
              .toList());
    }
    return chosen;
  }

  /** Writes playlists as events and waits until the instance has them. */
  void write(Map<String, List<String>> playlists) throws InterruptedException, IOException {
    say(out, "writing %,d playlists".formatted(playlists.size()));
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    Map<String, Future<RecordMetadata>> last = new LinkedHashMap<>();
    try (Producer<String, PlaylistEvent> producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).serializer())) {
      playlists.forEach(
          (playlist, tracks) -> {
            for (int place = 0; place < tracks.size(); place++) {
              last.put(playlist, producer.send(record(playlist, place, tracks.get(place))));
            }
          });
      for (Map.Entry<String, Future<RecordMetadata>> entry : last.entrySet()) {
        RecordMetadata place = entry.getValue().get();
        app.await(
            "%s?after=%d-%d".formatted(path(entry.getKey()), place.partition(), place.offset()));
        questions.add(
            HttpConnection.get(
                AppProcess.HOST, app.port(), path(entry.getKey()) + "/recommendations?k=" + K));
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("The events cannot be written: " + e.getCause() + ".", e);
    }
  }

  private static String path(String playlist) {
    return "/v1/playlists/" + playlist;
  }

  private static ProducerRecord<String, PlaylistEvent> record(
      String playlist, int place, String track) {
    return new ProducerRecord<>(
        Topics.PLAYLIST_EVENTS.name(),
        playlist,
        new PlaylistEvent(
            playlist + "#" + place,
            playlist,
            null,
            track,
            Action.ADD,
            Clock.systemUTC().instant(),
            "bench"));
  }

  /** The instance. */
  AppProcess app() {
    return app;
  }

  /** Asks for recommendations of the playlists that were written, by turns. */
  HttpLoad load() {
    return new HttpLoad(AppProcess.HOST, app.port(), questions, connections);
  }

  /** Warms up and measures. */
  List<Round> measure(int runs, int rate, int seconds) throws InterruptedException {
    HttpLoad health =
        new HttpLoad(
            AppProcess.HOST,
            app.port(),
            List.of(HttpConnection.get(AppProcess.HOST, app.port(), "/healthz")),
            connections);
    HttpLoad load = load();
    say(out, "warming up for %d s".formatted(WARM_UP_SECONDS + WARM_UP_AT_RATE_SECONDS));
    load.asFastAsPossible(WARM_UP_SECONDS);
    load.atRate(rate, WARM_UP_AT_RATE_SECONDS);
    health.asFastAsPossible(1);
    int healthSeconds = Math.min(seconds, HEALTH_SECONDS_MAX);
    List<Round> rounds = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      say(out, "measuring: run %d of %d".formatted(run, runs));
      HttpLoad.Result healthFast = health.asFastAsPossible(healthSeconds);
      double appBefore = app.processorSeconds();
      double ownBefore = ProcessorTime.ofProcess();
      HttpLoad.Result fast = load.asFastAsPossible(seconds);
      double appSeconds = app.processorSeconds() - appBefore;
      double own = ProcessorTime.ofProcess() - ownBefore;
      double count = Math.max(1, fast.nanos().getTotalCount());
      rounds.add(
          new Round(
              healthFast,
              fast,
              1e6 * appSeconds / count,
              1e6 * own / count,
              health.atRate(rate, healthSeconds),
              load.atRate(rate, seconds)));
    }
    return rounds;
  }

  @Override
  public void close() {
    app.close();
  }
}

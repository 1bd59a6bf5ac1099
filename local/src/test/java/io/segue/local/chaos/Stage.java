package io.segue.local.chaos;

import io.segue.local.ApiClient;
import io.segue.local.Playground;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs while faults happen: a published index, instances, events and queries. When
 * the faults are over, {@link #settle} compares each playlist with what was produced.
 */
final class Stage implements AutoCloseable {

  private static final int TRAINED_PLAYLISTS = 200;
  private static final int EVENTS_PER_PLAYLIST = 60;
  private static final int PLAYLISTS_MIN = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  final Playground playground;
  final Fleet fleet;
  final Tally tally = new Tally();
  private final Settings settings;
  private final PlaylistLog log = new PlaylistLog();
  private final EventFeed feed;
  private final List<String> playlists;
  private @Nullable QueryLoad load;

  private Stage(
      Settings settings,
      Playground playground,
      Fleet fleet,
      List<String> playlists,
      List<String> tracks) {
    this.settings = settings;
    this.playground = playground;
    this.fleet = fleet;
    this.playlists = playlists;
    feed = new EventFeed(playground.bootstrapServers(), log, playlists, tracks, settings.seed());
  }

  /** Trains an index, so that there is something to serve; returns the tracks it knows. */
  static List<String> train(Settings settings, Playground playground, String... importOptions)
      throws IOException, InterruptedException {
    settings.say("importing and training");
    Path file = playground.inventPlaylists(TRAINED_PLAYLISTS);
    List<String> arguments = new ArrayList<>(List.of("import", file.toString()));
    arguments.addAll(List.of(importOptions));
    playground.run(arguments.toArray(String[]::new));
    playground.train();
    if (settings.rehearsed()) {
      settings.say("rehearsing the start");
      playground.rehearse();
    }
    TreeSet<String> tracks = new TreeSet<>();
    Playground.playlistsOf(file).values().forEach(tracks::addAll);
    return List.copyOf(tracks);
  }

  /**
   * Waits until the instances are ready and know all playlists; then there are events and queries.
   */
  static Stage open(Settings settings, Playground playground, Fleet fleet, List<String> tracks)
      throws IOException, InterruptedException {
    List<String> playlists = new ArrayList<>();
    long events = settings.length().toSeconds() * settings.eventsPerSecond();
    long count = Math.max(PLAYLISTS_MIN, events / EVENTS_PER_PLAYLIST);
    for (int i = 0; i < count; i++) {
      playlists.add("chaos " + i);
    }
    Stage stage = new Stage(settings, playground, fleet, playlists, tracks);
    stage.feed.addOneToEach();
    settings.say("waiting for %d instances", fleet.size());
    fleet.awaitAllReady();
    for (int i = 0; i < fleet.size(); i++) {
      for (String playlist : playlists) {
        fleet
            .client(i)
            .await("/v1/playlists/" + ApiClient.encode(playlist), answer -> answer.status() == 200);
      }
    }
    stage.feed.start(settings.eventsPerSecond());
    stage.load =
        new QueryLoad(
            fleet.addresses(), playlists, stage.log, stage.tally, settings.queriesPerSecond());
    settings.say(
        "%d events/s over %d playlists, %d queries/s over %d instances, seed %d",
        settings.eventsPerSecond(),
        playlists.size(),
        settings.queriesPerSecond(),
        fleet.size(),
        settings.seed());
    return stage;
  }

  /** Waits while the load goes on. */
  void playOn(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** The longest time that Kafka took to confirm an event. */
  Duration longestPause() {
    return feed.longestPause();
  }

  /** Ends the load, and compares every playlist with what was produced. */
  Outcome settle(double availabilityMin) throws IOException, InterruptedException {
    if (load != null) {
      load.close();
    }
    feed.finish();
    settings.say("comparing %d playlists with %d events", playlists.size(), feed.sent());
    long lost = 0;
    long doubled = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ApiClient client = fleet.client(fleet.alive().get(0));
    for (String playlist : playlists) {
      List<String> truth = log.tracks(playlist);
      List<String> given = tracks(client, playlist);
      while (!given.equals(truth) && System.nanoTime() < deadline) {
        Thread.sleep(100);
        given = tracks(client, playlist);
      }
      Map<String, Integer> difference = new HashMap<>();
      truth.forEach(track -> difference.merge(track, 1, Integer::sum));
      given.forEach(track -> difference.merge(track, -1, Integer::sum));
      lost += difference.values().stream().filter(n -> n > 0).mapToInt(n -> n).sum();
      doubled -= difference.values().stream().filter(n -> n < 0).mapToInt(n -> n).sum();
      if (!given.equals(truth) && difference.values().stream().allMatch(n -> n == 0)) {
        lost++; // all there, in another order
      }
    }
    Exception refused = feed.failure();
    return new Outcome()
        .figure("events", feed.sent())
        .figure("lost", lost)
        .figure("doubled", doubled)
        .figures(tally.report())
        .promise(refused == null, "Kafka takes every event; it refused one: " + refused)
        .promise(lost == 0, "no event is lost")
        .promise(doubled == 0, "no event is doubled")
        .promise(tally.wrong() == 0, "no answer is wrong")
        .promise(
            tally.availability() >= availabilityMin,
            "%.2f %% of the queries are answered with 200".formatted(availabilityMin * 100));
  }

  private static List<String> tracks(ApiClient client, String playlist)
      throws IOException, InterruptedException {
    ApiClient.Answer answer = client.get("/v1/playlists/" + ApiClient.encode(playlist));
    return answer.status() == 503 ? List.of() : client.tracks(playlist);
  }

  @Override
  public void close() throws InterruptedException {
    if (load != null) {
      load.close();
    }
    feed.close();
  }
}

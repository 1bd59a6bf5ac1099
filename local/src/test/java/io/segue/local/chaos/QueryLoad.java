package io.segue.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.local.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks about playlists at a steady rate, half of the time what they hold and half of the time what
 * should play next, and checks each answer. It behaves as a load balancer does: it asks those
 * instances by turns that say they are ready (twice a second), and tries one other when a
 * connection cannot be made or breaks.
 */
final class QueryLoad implements AutoCloseable {

  private static final int K = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration READINESS_PERIOD = Duration.ofMillis(500);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> instances;
  private final List<String> playlists;
  private final AnswerCheck check;
  private final Tally tally;
  private final Set<String> ready = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turns = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final ExecutorService queries = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread pacing;
  private final Thread readiness;
  private volatile boolean stopped;

  /**
   * Starts asking.
   *
   * @param instances their addresses
   */
  QueryLoad(
      List<String> instances,
      List<String> playlists,
      PlaylistLog log,
      Tally tally,
      int queriesPerSecond) {
    this.instances = instances;
    this.playlists = playlists;
    this.tally = tally;
    check = new AnswerCheck(log);
    ready.addAll(instances);
    readiness = Thread.ofVirtual().start(this::watchReadiness);
    pacing = Thread.ofPlatform().name("query-load").start(() -> pace(queriesPerSecond));
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    pacing.join();
    readiness.join();
    queries.close();
    http.shutdownNow();
  }

  private void pace(int queriesPerSecond) {
    long pause = 1_000_000_000L / queriesPerSecond;
    long next = System.nanoTime();
    while (!stopped) {
      queries.execute(() -> query(turns.getAndIncrement()));
      next += pause;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void query(int turn) {
    String playlist = playlists.get(Math.floorMod(turn * 31, playlists.size()));
    boolean recommend = turn % 2 == 0;
    String path =
        "/v1/playlists/"
            + ApiClient.encode(playlist)
            + (recommend ? "/recommendations?k=" + K : "");
    List<String> candidates = instances.stream().filter(ready::contains).toList();
    if (candidates.isEmpty()) {
      candidates = instances;
    }
    long began = System.nanoTime();
    HttpResponse<String> response = null;
    String trouble = "";
    Instant asked = Instant.now();
    for (int attempt = 0; attempt < 2 && response == null; attempt++) {
      String instance = candidates.get((turn / 2 + attempt) % candidates.size());
      asked = Instant.now();
      try {
        response = get(instance, path);
      } catch (IOException e) {
        tally.broken();
        trouble = instance + ": " + e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    long nanos = System.nanoTime() - began;
    if (response == null) {
      tally.failed(false, "no answer: " + trouble, nanos);
    } else if (response.statusCode() != 200) {
      tally.failed(
          response.statusCode() == 503, response.statusCode() + " " + response.body(), nanos);
    } else {
      judge(playlist, recommend, response.body(), asked, nanos);
    }
  }

  private void judge(String playlist, boolean recommend, String text, Instant asked, long nanos) {
    try {
      JsonNode body = JSON.readTree(text);
      String wrong =
          recommend
              ? check.recommendations(playlist, body, K, asked)
              : check.playlist(playlist, body, asked);
      tally.answered(
          body.at("/staleness/state").asText(), body.path("indexVersion").asText(""), nanos);
      if (wrong != null) {
        tally.wrong(wrong);
      }
    } catch (IOException e) {
      tally.wrong("not JSON: " + text);
    }
  }

  private HttpResponse<String> get(String instance, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://" + instance + path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }

  private void watchReadiness() {
    while (!stopped) {
      for (String instance : instances) {
        if (isReady(instance)) {
          ready.add(instance);
        } else {
          ready.remove(instance);
        }
      }
      LockSupport.parkNanos(READINESS_PERIOD.toNanos());
    }
  }

  private boolean isReady(String instance) {
    try {
      return get(instance, "/readyz").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

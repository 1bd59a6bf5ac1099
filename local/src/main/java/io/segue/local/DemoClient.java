package io.segue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the app over HTTP, as anybody would, and puts the answers into lines for people. */
final class DemoClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(3);
  private static final int SHOWN_TRACKS = 3;
  private static final int K = 5;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  /**
   * @param address of the app, host and port
   */
  DemoClient(String address) {
    this.address = address;
  }

  /** Waits until the app has read so many of the playlist's tracks. */
  void awaitTracks(String playlistId, int tracks) throws InterruptedException {
    long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
    long pauseMs = 1;
    while (send(get(path(playlistId))).path("trackCount").asInt() < tracks) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailedException(
            "The app has not read all events of %s after %s."
                .formatted(playlistId, CATCH_UP_LIMIT));
      }
      Thread.sleep(pauseMs);
      pauseMs = Math.min(100, 2 * pauseMs);
    }
  }

  /** What the app would play next in a playlist, as it says it. */
  JsonNode recommendations(String playlistId, int k) throws InterruptedException {
    return send(get(path(playlistId) + "/recommendations?k=" + k)).path("recommendations");
  }

  /** The playlist's latest tracks and what should play next, in lines. */
  List<String> recommendations(SamplePlaylist sample) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    JsonNode tracks = send(get(path(sample.playlistId()))).path("tracks");
    lines.add("");
    lines.add(
        "    Playlist %s, %d tracks, the last ones:".formatted(sample.playlistId(), tracks.size()));
    for (int i = Math.max(0, tracks.size() - SHOWN_TRACKS); i < tracks.size(); i++) {
      lines.add("        " + name(tracks.get(i)));
    }
    JsonNode answer = send(get(path(sample.playlistId()) + "/recommendations?k=" + K));
    lines.add("    next, says index %s:".formatted(answer.path("indexVersion").asText()));
    for (JsonNode track : answer.path("recommendations")) {
      lines.add(
          "     %2d. %-60s %.3f %s"
              .formatted(
                  track.path("rank").asInt(),
                  name(track),
                  track.path("score").asDouble(),
                  track.path("source").asText()));
    }
    return lines;
  }

  /** What the app would play next, in one line; empty if it has no idea. */
  String firstRecommendation(String playlistId) throws InterruptedException {
    JsonNode answer = send(get(path(playlistId) + "/recommendations?k=1"));
    return answer.path("recommendations").isEmpty()
        ? ""
        : name(answer.path("recommendations").get(0));
  }

  /** Tells the app that a track was played. */
  void play(String playlistId, String trackId) throws InterruptedException {
    String body = JSON.createObjectNode().put("trackId", trackId).put("action", "PLAY").toString();
    send(
        request(path(playlistId) + "/events")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new CommandFailedException(
          "%s %s failed: %s".formatted(request.method(), request.uri(), e.getMessage()), e);
    }
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(TIME_LIMIT);
  }

  private static String path(String playlistId) {
    return "/v1/playlists/"
        + URLEncoder.encode(playlistId, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String name(JsonNode track) {
    String title = track.path("title").asText("");
    return title.isEmpty()
        ? track.path("trackId").asText()
        : track.path("artist").asText() + " - " + title;
  }
}

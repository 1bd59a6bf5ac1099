package io.segue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Talks to one instance's API, as a caller would. */
public final class ApiClient {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  public ApiClient(String address) {
    this.address = address;
  }

  /** An answer: its status and its body. */
  public record Answer(int status, JsonNode body) {}

  /** What was recommended, and by which index version. */
  public record Recommended(String version, List<String> tracks) {}

  public String address() {
    return address;
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  public Answer recommend(String playlist, int k) throws IOException, InterruptedException {
    return get("/v1/playlists/%s/recommendations?k=%d".formatted(encode(playlist), k));
  }

  public static Recommended recommended(Answer answer) {
    return new Recommended(
        answer.body().get("indexVersion").asText(),
        StreamSupport.stream(answer.body().get("recommendations").spliterator(), false)
            .map(recommendation -> recommendation.get("trackId").asText())
            .toList());
  }

  /** The playlist's track ids, oldest first; empty when the API does not know the playlist. */
  public List<String> tracks(String playlist) throws IOException, InterruptedException {
    Answer answer = get("/v1/playlists/" + encode(playlist));
    return answer.status() == 404
        ? List.of()
        : StreamSupport.stream(answer.body().get("tracks").spliterator(), false)
            .map(track -> track.get("trackId").asText())
            .toList();
  }

  /** Asks again until the answer is as wanted. */
  public Answer await(String path, Predicate<Answer> wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Answer answer = get(path);
      if (wanted.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "GET %s does not come to what is wanted, but stays at %s".formatted(path, answer));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Waits until the instance takes connections. */
  public void awaitOpen() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        get("/healthz");
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("Nobody listens at " + address, e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  public static String encode(String pathSegment) {
    return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(Duration.ofSeconds(20));
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }
}

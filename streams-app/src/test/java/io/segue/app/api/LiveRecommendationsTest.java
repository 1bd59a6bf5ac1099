package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.access.AccessPolicy;
import io.segue.app.index.ServedIndexes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveRecommendationsTest {

  private static final String LIVE = "/v1/playlists/mix/recommendations/live";
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  /** So short that Helidon takes a connection for idle within a second. */
  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(20), Duration.ofMillis(600), 100, 100, 1, HEARTBEAT);

  private final ApiFixture api =
      new ApiFixture(Duration.ofMillis(300), AccessPolicy.open(), null, null, LIMITS);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void serve() {
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    api.close();
  }

  @Test
  void whoFollowsSeesTheAnswerChangeAsThePlaylistGrowsAndAsVersionsCome() throws Exception {
    try (Stream stream = open(LIVE + "?k=3")) {
      assertThat(stream.next().event()).isEqualTo("problem"); // nothing is known of it yet

      api.playlists.put("mix", List.of("t0"), List.of());
      Event first = stream.next();
      assertThat(first.event()).isEqualTo("recommendations");
      assertThat(first.data().path("recommendations")).hasSize(3);
      assertThat(first.data().path("trackCount").asInt()).isEqualTo(1);

      api.playlists.put("mix", List.of("t0", "t1"), List.of());
      assertThat(stream.next().data().path("trackCount").asInt()).isEqualTo(2);

      ServedIndexes.serve(api.served, "v5", 2, ApiFixture.CATALOGUE);
      assertThat(stream.next().data().path("indexVersion").asText()).isEqualTo("v5");
    }
  }

  @Test
  void aStreamOnWhichNothingHappensLivesOnThoughItsConnectionSeemsIdle() throws Exception {
    api.playlists.put("mix", List.of("t0"), List.of());
    try (Stream stream = open(LIVE)) {
      stream.next();
      for (int i = 0; i < 10; i++) {
        stream.awaitHeartbeat();
      }
      api.playlists.put("mix", List.of("t0", "t1"), List.of());
      assertThat(stream.next().data().path("trackCount").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aPlaylistOnAnotherInstanceIsFollowedThere() throws Exception {
    try (ApiFixture owner = new ApiFixture(Duration.ofSeconds(2))) {
      ServedIndexes.serve(owner.served, "v4", 1, ApiFixture.CATALOGUE);
      owner.playlists.put("mix", List.of("t0"), List.of());
      api.playlists.putElsewhere("mix", owner.address);
      try (Stream stream = open(LIVE)) {
        assertThat(stream.next().data().path("instance").asText())
            .isEqualTo(owner.address.toString());
        owner.playlists.put("mix", List.of("t0", "t1"), List.of());
        assertThat(stream.next().data().path("trackCount").asInt()).isEqualTo(2);
      }
    }
  }

  @Test
  void moreThanSoManyAreRefusedUntilOneGoes() throws Exception {
    api.playlists.put("mix", List.of("t0"), List.of());
    try (Stream stream = open(LIVE)) {
      stream.next();

      ApiFixture.Reply refused = api.get(LIVE);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body().path("type").asText()).isEqualTo("urn:segue:problem:overloaded");
    }
    Stream next = open(LIVE);
    while (next.status() != 200) {
      next.close();
      next = open(LIVE);
    }
    next.close();
  }

  @Test
  void streamsEndWhenTheInstanceStops() throws Exception {
    api.playlists.put("mix", List.of("t0"), List.of());
    try (Stream stream = open(LIVE)) {
      stream.next();
      api.server().endStreams();

      assertThat(stream.isOver()).isTrue();
      assertThat(api.get(LIVE).status()).isEqualTo(503);
    }
  }

  @Test
  void whatIsWrongWithTheQuestionIsSaidBeforeAnythingIsSent() throws Exception {
    assertThat(api.get(LIVE + "?k=0").status()).isEqualTo(400);
    assertThat(api.get(LIVE + "?diversity=2").status()).isEqualTo(400);
    assertThat(api.get(LIVE + "?after=1-1").status()).isEqualTo(400);
    assertThat(
            api.send(HttpRequest.newBuilder(api.uri(LIVE)).header("Accept", "text/html")).status())
        .isEqualTo(400);
  }

  private Stream open(String target) throws IOException, InterruptedException {
    return new Stream(
        client.send(
            HttpRequest.newBuilder(api.uri(target)).build(),
            HttpResponse.BodyHandlers.ofInputStream()));
  }

  private record Event(String event, JsonNode data) {}

  /** Server-sent events as they come in. */
  private static final class Stream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    int status() {
      return response.statusCode();
    }

    Event next() throws IOException {
      String name = "";
      @Nullable String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("event:")) {
          name = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
          return new Event(name, JSON.readTree(line.substring("data:".length())));
        }
        line = lines.readLine();
      }
      throw new AssertionError("the stream has ended");
    }

    void awaitHeartbeat() throws IOException {
      String line = lines.readLine();
      while (line == null || !line.startsWith(":")) {
        assertThat(line).isNotNull().doesNotStartWith("data:");
        line = lines.readLine();
      }
    }

    boolean isOver() throws IOException {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}

package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can be wished for besides k and repeats, answered by a version with a ranking part. Tracks
 * of even number are by the artist even, those of odd number by odd; in past sessions each track
 * was followed by the one of the next number.
 */
class RecommendationOptionsTest {

  private static final String GET = "/v1/playlists/mix/recommendations?k=6";

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300));

  @BeforeEach
  void fill() {
    api.playlists.put("mix", List.of("t4", "t5"), List.of("t7"));
    ServedIndexes.serveRanked(api.served, "v4", 1, ApiFixture.CATALOGUE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void rankedRecommendationsComeFirst() throws Exception {
    Reply reply = api.get(GET);

    assertThat(tracks(reply)).hasSize(6).startsWith("t6").doesNotContain("t4", "t5", "t7");
    assertThat(reply.body().at("/recommendations/0/source").asText()).isEqualTo("ranked");
    assertThat(reply.body().at("/recommendations/0").has("because")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "&excludeTracks=t6&excludeTracks=t8, '\"excludeTracks\":[\"t6\",\"t8\"]'",
    "&excludeArtists=even, '\"excludeArtists\":[\"even\"]'",
    "&perArtistMax=2, '\"perArtistMax\":2'",
    "&diversity=0.6, '\"diversity\":0.6'",
    "&artistSpacing=1, '\"artistSpacing\":1'",
    "&contextTracks=t20&contextArtists=odd, '\"contextTracks\":[\"t20\"],\"contextArtists\":[\"odd\"]'",
    "&repeats=true&explain=true, '\"repeats\":true,\"explain\":true'",
  })
  void bothEndpointsUnderstandTheSameWishes(String parameters, String fields) throws Exception {
    Reply get = api.get(GET + "&excludeTracks=t7" + parameters);
    Reply post =
        api.post(
            "/v1/recommendations",
            "{\"tracks\":[\"t4\",\"t5\"],\"k\":6,%s}"
                .formatted(
                    fields.contains("excludeTracks")
                        ? fields.replace("[", "[\"t7\",")
                        : "\"excludeTracks\":[\"t7\"]," + fields));

    assertThat(get.status()).as(get.detail()).isEqualTo(200);
    assertThat(post.body().path("recommendations")).isEqualTo(get.body().path("recommendations"));
  }

  @Test
  void excludedArtistsAreLeftOutAndTheAnswerStaysAsLong() throws Exception {
    assertThat(tracks(api.get(GET + "&excludeArtists=even")))
        .hasSize(6)
        .allMatch(track -> Integer.parseInt(track.substring(1)) % 2 == 1);
  }

  @Test
  void noArtistHasMoreThanItsShare() throws Exception {
    assertThat(tracks(api.get(GET + "&perArtistMax=2"))).hasSize(4);
  }

  @Test
  void artistsAlternateWhenTheyAreSpaced() throws Exception {
    List<String> tracks = tracks(api.get(GET + "&artistSpacing=1"));

    for (int i = 1; i < tracks.size(); i++) {
      assertThat(parity(tracks.get(i))).isNotEqualTo(parity(tracks.get(i - 1)));
    }
  }

  @Test
  void emptyPlaylistIsAnsweredFromTheContext() throws Exception {
    Reply reply =
        api.post("/v1/recommendations", "{\"tracks\":[],\"k\":1,\"contextTracks\":[\"t20\"]}");

    assertThat(tracks(reply)).containsExactly("t21");
  }

  @Test
  void explorationIsTheSameForTheSamePlaylistAndVersion() throws Exception {
    Reply first = api.get(GET + "&exploration=0.5");
    Reply second = api.get(GET + "&exploration=0.5");

    assertThat(first).isEqualTo(second);
    assertThat(tracks(first)).isNotEqualTo(tracks(api.get(GET)));
    assertThat(first.body().path("recommendations"))
        .anyMatch(view -> view.path("source").asText().equals("fresh"));
  }

  @Test
  void reasonsNameThePlaylistsOwnTracksAndTheSourcesWithShares() throws Exception {
    JsonNode because = api.get(GET + "&explain=true").body().at("/recommendations/0/because");

    assertThat(because.at("/tracks/0/trackId").asText()).isEqualTo("t5");
    assertThat(because.at("/tracks/0/title").asText()).isEqualTo("Title of t5");
    assertThat(sum(because.path("tracks"))).isCloseTo(1, within(1e-6));
    assertThat(because.path("sources"))
        .anyMatch(source -> source.path("source").asText().equals("rules"));
    assertThat(sum(because.path("sources"))).isCloseTo(1, within(1e-6));
  }

  private static double sum(JsonNode shares) {
    double sum = 0;
    for (JsonNode share : shares) {
      sum += share.path("share").asDouble();
    }
    return sum;
  }

  private static int parity(String trackId) {
    return Integer.parseInt(trackId.substring(1)) % 2;
  }

  private static List<String> tracks(Reply reply) {
    assertThat(reply.status()).as(reply.detail()).isEqualTo(200);
    List<String> tracks = new ArrayList<>();
    reply.body().path("recommendations").forEach(view -> tracks.add(view.path("trackId").asText()));
    return tracks;
  }
}

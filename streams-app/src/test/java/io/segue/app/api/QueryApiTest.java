package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.access.AccessPolicy;
import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.app.tracing.Tracing;
import io.segue.schemas.Action;
import io.segue.schemas.BadInputException;
import io.segue.schemas.PlaylistEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryApiTest {

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300));

  @BeforeEach
  void fill() {
    api.playlists.put("mix", List.of("t0", "t1", "unknown"), List.of("t2"));
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPlaylistIsShownWithTitlesAndWithWhatWasSkipped() throws Exception {
    Reply reply = api.get("/v1/playlists/mix");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body().path("trackCount").asInt()).isEqualTo(3);
    assertThat(reply.body().at("/tracks/0/title").asText()).isEqualTo("Title of t0");
    assertThat(reply.body().at("/tracks/2/title").isNull()).isTrue();
    assertThat(reply.body().at("/skipped/0/trackId").asText()).isEqualTo("t2");
    assertThat(reply.body().path("userId").asText()).isEqualTo("anna");
    assertThat(reply.body().path("instance").asText()).isEqualTo(api.address.toString());
  }

  @Test
  void everyAnswerSaysHowStaleItMayBe() throws Exception {
    JsonNode staleness = api.get("/v1/playlists/mix/recommendations").body().path("staleness");

    assertThat(staleness.path("state").asText()).isEqualTo("active");
    assertThat(staleness.path("partition").asInt()).isEqualTo(3);
    assertThat(staleness.path("recordsBehind").asLong()).isEqualTo(7);
    assertThat(staleness.path("measuredAgoMs").asLong()).isEqualTo(1_000);
    assertThat(staleness.path("lastEventAgeMs").asLong()).isEqualTo(2_000);
  }

  @Test
  void recommendationsCarryTitleRankSourceAndVersion() throws Exception {
    Reply reply = api.get("/v1/playlists/mix/recommendations?k=5");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("recommendations")).hasSize(5);
    JsonNode first = reply.body().at("/recommendations/0");
    assertThat(first.path("rank").asInt()).isEqualTo(1);
    assertThat(first.path("title").asText()).startsWith("Title of t");
    assertThat(first.path("source").asText()).isEqualTo("neighbours");
    assertThat(reply.body().path("indexVersion").asText()).isEqualTo("v4");
  }

  @Test
  void tracksOfThePlaylistAndSkippedOnesAreNotRecommended() throws Exception {
    Reply reply = api.get("/v1/playlists/mix/recommendations?k=500");

    assertThat(trackIds(reply.body().path("recommendations")))
        .hasSize(37)
        .doesNotContain("t0", "t1", "t2");
  }

  @Test
  void withRepeatsThePlaylistsOwnTracksMayComeAgainButNotTheSkippedOnes() throws Exception {
    Reply reply = api.get("/v1/playlists/mix/recommendations?k=500&repeats=true");

    assertThat(trackIds(reply.body().path("recommendations")))
        .contains("t0", "t1")
        .doesNotContain("t2");
  }

  @Test
  void anUnknownPlaylistIsA404ThatSaysWhatToDo() throws Exception {
    for (String target : List.of("/v1/playlists/nope", "/v1/playlists/nope/recommendations")) {
      Reply reply = api.get(target);

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.contentType()).isEqualTo("application/problem+json");
      assertThat(reply.detail()).contains("'nope'").contains("POST /v1/recommendations");
      assertThat(reply.body().path("instance").asText()).isEqualTo(target);
      assertThat(reply.body().path("status").asInt()).isEqualTo(404);
      assertThat(reply.body().path("type").asText()).isEqualTo("urn:segue:problem:not-found");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "x", "1.5", "", "99999999999"})
  void aKOutOfRangeIsRefused(String k) throws Exception {
    for (String path : List.of("/v1/playlists/mix/recommendations", "/v1/tracks/t1/similar")) {
      Reply reply = api.get(path + "?k=" + k);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.detail()).startsWith("k must").contains("1", "500");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?kk=3|'kk' is unknown here; known are after, artistSpacing, contextArtists, contextTracks,"
            + " diversity, excludeArtists, excludeTracks, explain, exploration, k, perArtistMax,"
            + " repeats. Did you mean k?",
        "?excludeTrack=a|Did you mean excludeTracks?",
        "?diversity=0.5x|diversity must be a number from 0 to 1.0, not '0.5x'",
        "?diversity=1.5|diversity must be a number from 0 to 1.0, not '1.5'",
        "?diversity=NaN|diversity must be a number from 0 to 1.0",
        "?exploration=0.6|exploration must be a number from 0 to 0.5",
        "?artistSpacing=51|artistSpacing must lie between 0 and 50, 51 does not",
        "?perArtistMax=0|perArtistMax must lie between 1 and 500, 0 does not",
        "?explain=1|explain must be true or false",
        "?excludeArtists=|artist in 'excludeArtists' is empty",
        "?contextTracks=a&contextTracks=%00|track id in 'contextTracks'",
        "?k=3&k=4|k is given 2 times",
        "?repeats=yes|repeats must be true or false",
      })
  void aQueryThatIsNotUnderstoodIsRefused(String query, String detail) throws Exception {
    Reply reply = api.get("/v1/playlists/mix/recommendations" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail);
  }

  @Test
  void aQueryThatIsNotPercentEncodedIsRefused() throws Exception {
    HttpRawReply reply =
        HttpRawReply.of(api.address, "GET /v1/playlists/mix/recommendations?k=%zz HTTP/1.1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.head()).contains("application/problem+json");
  }

  @Test
  void idsMayHaveSlashesSpacesAndLettersOfAllLanguages() throws Exception {
    api.playlists.put("AC/DC|||Für Elise +1", List.of("t0"), List.of());

    Reply reply = api.get("/v1/playlists/AC%2FDC%7C%7C%7CF%C3%BCr%20Elise%20+1");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("playlistId").asText()).isEqualTo("AC/DC|||Für Elise +1");
  }

  @Test
  void anIdOfTenThousandCharactersIsRefusedWithASentence() throws Exception {
    for (String target :
        List.of(
            "/v1/playlists/" + "x".repeat(10_000),
            "/v1/tracks/" + "x".repeat(10_000) + "/similar")) {
      Reply reply = api.get(target);

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.detail()).contains("10000 characters").contains("1024");
    }
  }

  @Test
  void anIdOf1024CharactersOfFourBytesIsAllowed() throws Exception {
    String id = "%F0%9F%8E%B5".repeat(512);

    assertThat(api.get("/v1/playlists/" + id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%00b", "a%0Ab", "a%7Fb", "%C3%28", "%", "%2"})
  void anIdThatIsNotCleanTextIsRefused(String id) throws Exception {
    HttpRawReply reply = HttpRawReply.of(api.address, "GET /v1/playlists/" + id + " HTTP/1.1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("\"detail\"");
    assertThat(reply.head()).contains("application/problem+json");
  }

  @Test
  void recommendationsForAListOfTracksNeedNoPlaylist() throws Exception {
    Reply reply =
        api.post(
            "/v1/recommendations",
            "{\"tracks\":[\"t0\",\"t1\"],\"k\":3,\"excludeTracks\":[\"t5\"],\"repeats\":false}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(trackIds(reply.body().path("recommendations")))
        .hasSize(3)
        .doesNotContain("t0", "t1", "t5");
    assertThat(reply.body().at("/staleness/state").asText()).isEqualTo("none");
    assertThat(reply.body().path("indexVersion").asText()).isEqualTo("v4");
  }

  @Test
  void manyQuestionsAreAnsweredInTheirOrderAsEachWouldBeAlone() throws Exception {
    String first = "{\"tracks\":[\"t0\",\"t1\"],\"k\":3}";
    String second = "{\"tracks\":[\"t7\"],\"k\":2,\"explain\":true}";

    Reply reply =
        api.post("/v1/recommendations:batch", "{\"questions\":[%s,%s]}".formatted(first, second));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("answers")).hasSize(2);
    assertThat(reply.body().path("indexVersion").asText()).isEqualTo("v4");
    assertThat(reply.body().at("/staleness/state").asText()).isEqualTo("none");
    assertThat(reply.body().at("/answers/0/recommendations"))
        .isEqualTo(api.post("/v1/recommendations", first).body().path("recommendations"));
    assertThat(reply.body().at("/answers/0/trackCount").asInt()).isEqualTo(2);
    assertThat(reply.body().at("/answers/1/recommendations"))
        .isEqualTo(api.post("/v1/recommendations", second).body().path("recommendations"));
  }

  @Test
  void aQuestionThatCannotBeAnsweredHasItsOwnProblemAndLeavesTheOthersAlone() throws Exception {
    Reply reply =
        api.post(
            "/v1/recommendations:batch",
            "{\"questions\":[{\"tracks\":[],\"k\":0},{\"tracks\":[\"t0\"],\"k\":2},null,5,"
                + "{\"trakcs\":[]},{\"tracks\":[\"\"]}]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("answers")).hasSize(6);
    assertThat(reply.body().at("/answers/1/recommendations")).hasSize(2);
    assertThat(reply.body().at("/answers/1").has("problem")).isFalse();
    assertThat(problem(reply, 0)).isEqualTo("k must lie between 1 and 500, 0 does not.");
    assertThat(reply.body().at("/answers/0").has("recommendations")).isFalse();
    assertThat(reply.body().at("/answers/0/problem/instance").asText())
        .isEqualTo("/v1/recommendations:batch#/questions/0");
    assertThat(reply.body().at("/answers/0/problem/status").asInt()).isEqualTo(400);
    assertThat(problem(reply, 2)).contains("null");
    assertThat(problem(reply, 3)).contains("not the JSON object");
    assertThat(problem(reply, 4)).contains("unknown field 'trakcs'", "Did you mean tracks?");
    assertThat(problem(reply, 5)).contains("is empty");
  }

  private static String problem(Reply reply, int answer) {
    return reply.body().at("/answers/%d/problem/detail".formatted(answer)).asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|'questions' is missing",
        "[]|not the JSON object",
        "{\"questions\":{}}|The field 'questions'",
        "{\"tracks\":[]}|unknown field 'tracks'",
        "{\"questions\":[{]}|not valid JSON",
      })
  void aBodyThatIsNoListOfQuestionsIsRefusedAsAWhole(String body, String detail) throws Exception {
    Reply reply = api.post("/v1/recommendations:batch", body);

    assertThat(reply.status()).as(reply.detail()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail).doesNotContain("io.segue", "java.");
  }

  @Test
  void atMostAHundredQuestionsAreAnsweredAtOnce() throws Exception {
    String question = "{\"tracks\":[\"t0\"],\"k\":1},";
    String hundred = question.repeat(100);

    Reply many =
        api.post("/v1/recommendations:batch", "{\"questions\":[" + hundred + question + "{}]}");
    Reply most =
        api.post(
            "/v1/recommendations:batch",
            "{\"questions\":[" + hundred.substring(0, hundred.length() - 1) + "]}");

    assertThat(many.status()).isEqualTo(400);
    assertThat(many.detail()).isEqualTo("There are 102 questions; ask at most 100 at once.");
    assertThat(most.body().path("answers")).hasSize(100);
    assertThat(api.post("/v1/recommendations:batch", "{\"questions\":[]}").body().path("answers"))
        .isEmpty();
  }

  @Test
  void unknownTracksFallBackToTheirArtistAndThenToWhatIsPopular() throws Exception {
    Reply known = api.post("/v1/recommendations", "{\"tracks\":[\"fresh\"],\"k\":3}");
    Reply unknown = api.post("/v1/recommendations", "{\"tracks\":[\"nobody\"],\"k\":3}");
    Reply nothing = api.post("/v1/recommendations", "{\"tracks\":[],\"k\":3}");

    assertThat(known.body().at("/recommendations/0/source").asText()).isEqualTo("neighbours");
    assertThat(trackIds(unknown.body().path("recommendations"))).containsExactly("t0", "t1", "t2");
    assertThat(trackIds(nothing.body().path("recommendations"))).containsExactly("t0", "t1", "t2");
    assertThat(unknown.body().at("/recommendations/0/source").asText()).isEqualTo("popularity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|body is empty",
        "null|body is null",
        "{|not valid JSON",
        "{}|'tracks' is missing",
        "[1]|not the JSON object",
        "{\"tracks\":\"t0\"}|The field 'tracks'",
        "{\"tracks\":[null]}|missing",
        "{\"tracks\":[\"\"]}|is empty",
        "{\"tracks\":[\"a\\u0000\"]}|control character",
        "{\"tracks\":[],\"k\":0}|k must lie between 1 and 500",
        "{\"tracks\":[],\"k\":501}|k must lie between 1 and 500",
        "{\"tracks\":[],\"k\":\"5\"}|The field 'k'",
        "{\"tracks\":[],\"k\":1.5}|The field 'k'",
        "{\"tracks\":[],\"k\":99999999999}|out of range",
        "{\"tracks\":[],\"trakcs\":[]}|unknown field 'trakcs'; known fields are artistSpacing,"
            + " contextArtists, contextTracks, diversity, excludeArtists, excludeTracks, explain,"
            + " exploration, indexVersion, k, perArtistMax, repeats, tracks. Did you mean tracks?",
        "{\"tracks\":[],\"tracks\":[]}|Duplicate field 'tracks'",
        "{\"tracks\":[]} {}|Trailing token",
        "{\"tracks\":[],\"repeats\":1}|The field 'repeats'",
        "{\"tracks\":[],\"excludeTracks\":[[]]}|The field 'excludeTracks[0]'",
        "{\"tracks\":[],\"diversity\":\"0.5\"}|The field 'diversity'",
        "{\"tracks\":[],\"diversity\":-0.1}|diversity must be a number from 0 to 1.0, not '-0.1'",
        "{\"tracks\":[],\"perArtistMax\":501}|perArtistMax must lie between 1 and 500",
        "{\"tracks\":[],\"excludeArtists\":[null]}|artist in 'excludeArtists' is missing",
        "{\"tracks\":[],\"explain\":1}|The field 'explain'",
      })
  void aBodyThatIsNotUnderstoodIsRefusedWithASentence(String body, String detail) throws Exception {
    Reply reply = api.post("/v1/recommendations", body);

    assertThat(reply.status()).as(reply.detail()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail).doesNotContain("io.segue", "java.");
  }

  @Test
  void aBodyOverTheLimitIsA413WhetherItsLengthIsDeclaredOrNot() throws Exception {
    byte[] large = ("{\"tracks\":[\"" + "x".repeat(70_000)).getBytes(StandardCharsets.UTF_8);

    Reply declared = api.post("/v1/recommendations", HttpRequest.BodyPublishers.ofByteArray(large));
    Reply chunked =
        api.post(
            "/v1/recommendations",
            HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    for (Reply reply : List.of(declared, chunked)) {
      assertThat(reply.status()).as(reply.detail()).isEqualTo(413);
      assertThat(reply.contentType()).isEqualTo("application/problem+json");
      assertThat(reply.detail()).contains("65536 bytes");
    }
  }

  @Test
  void similarTracksAreFound() throws Exception {
    Reply reply = api.get("/v1/tracks/t7/similar?k=4");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(trackIds(reply.body().path("similar"))).hasSize(4).doesNotContain("t7");
    assertThat(reply.body().at("/track/title").asText()).isEqualTo("Title of t7");
  }

  @Test
  void similarTracksOfATrackThatNobodyKnowsAreA404() throws Exception {
    Reply reply = api.get("/v1/tracks/nobody/similar");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.detail()).contains("index v4").contains("'nobody'");
  }

  @Test
  void anEventIsWrittenAndItsPlaceIsTold() throws Exception {
    Reply reply =
        api.post(
            "/v1/playlists/mix/events",
            "{\"trackId\":\"t9\",\"action\":\"PLAY\",\"eventId\":\"e1\",\"userId\":\"anna\","
                + "\"occurredAt\":\"2026-11-22T10:15:30.5Z\",\"source\":\"test\"}");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body().path("eventId").asText()).isEqualTo("e1");
    assertThat(reply.body().path("partition").asInt()).isEqualTo(4);
    assertThat(reply.body().path("offset").asLong()).isZero();
    assertThat(api.events.events)
        .containsExactly(
            new PlaylistEvent(
                "e1",
                "mix",
                "anna",
                "t9",
                Action.PLAY,
                Instant.parse("2026-11-22T10:15:30.5Z"),
                "test"));
  }

  @Test
  void anEventsOptionalFieldsHaveDefaults() throws Exception {
    Reply reply = api.post("/v1/playlists/new/events", "{\"trackId\":\"t9\",\"action\":\"ADD\"}");

    assertThat(reply.status()).isEqualTo(202);
    PlaylistEvent event = api.events.events.get(0);
    assertThat(event.getEventId()).isEqualTo(reply.body().path("eventId").asText()).isNotEmpty();
    assertThat(event.getOccurredAt()).isEqualTo(ApiFixture.NOON.instant());
    assertThat(event.getSource()).isEqualTo("api");
    assertThat(event.getUserId()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"action\":\"ADD\"}|'trackId' is missing",
        "{\"trackId\":\"t\"}|'action' is missing; it is one of ADD, REMOVE, PLAY, SKIP",
        "{\"trackId\":\"t\",\"action\":\"add\"}|'add' is unknown; it is one of ADD",
        "{\"trackId\":\"t\",\"action\":\"UNKNOWN\"}|'UNKNOWN' is unknown",
        "{\"trackId\":\"t\\n\",\"action\":\"ADD\"}|control character",
        "{\"trackId\":\"t\",\"action\":\"ADD\",\"eventId\":\"\"}|eventId is empty",
        "{\"trackId\":\"t\",\"action\":\"ADD\",\"occurredAt\":\"noon\"}|ISO 8601",
        "{\"trackId\":\"t\",\"action\":\"ADD\",\"occurredAt\":1.5}|ISO 8601",
        "{\"trackId\":\"t\",\"action\":\"ADD\",\"occurredAt\":9223372036854775807}|years 1 to 9999",
        "{\"trackId\":\"t\",\"action\":\"ADD\",\"track\":\"t\"}|unknown field 'track'",
      })
  void anEventThatIsNotValidIsRefused(String body, String detail) throws Exception {
    Reply reply = api.post("/v1/playlists/mix/events", body);

    assertThat(reply.status()).as(reply.detail()).isEqualTo(400);
    assertThat(reply.detail()).contains(detail);
    assertThat(api.events.events).isEmpty();
  }

  @Test
  void anEventThatTheBrokerDoesNotConfirmIsA503ThatTellsTheEventId() throws Exception {
    api.events.refuses = true;

    Reply reply =
        api.post(
            "/v1/playlists/mix/events",
            "{\"trackId\":\"t9\",\"action\":\"ADD\",\"eventId\":\"e7\"}");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfter()).isEqualTo("1");
    assertThat(reply.detail()).contains("e7").contains("counts once");
  }

  @Test
  void theIndexIsShown() throws Exception {
    Reply reply = api.get("/v1/index");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("serving").asText()).isEqualTo("v4");
    assertThat(reply.body().path("wanted").asText()).isEqualTo("v4");
    assertThat(reply.body().at("/versions/0/state").asText()).isEqualTo("serving");
    assertThat(reply.body().at("/versions/0/content/trackCount").asInt()).isEqualTo(40);
    assertThat(reply.body().at("/versions/0/content/metrics/validation.hr@100").asDouble())
        .isEqualTo(0.25);
  }

  @Test
  void theReportOfTheServingVersionIsAPage() throws Exception {
    Reply none = api.get("/v1/index/report");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.detail()).isEqualTo("There is no report of it.");

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("<!DOCTYPE html><title>ö</title>".getBytes(StandardCharsets.UTF_8));
    }
    ServedIndexes.serve(api.served, "v5", 5, track -> null, packed.toByteArray());
    Reply reply = api.get("/v1/index/report");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(reply.body().asText()).isEqualTo("<!DOCTYPE html><title>ö</title>");

    ServedIndexes.serve(api.served, "v6", 6, track -> null, new byte[] {1, 2, 3});
    assertThat(api.get("/v1/index/report").detail()).contains("cannot be unpacked");
  }

  @Test
  void withoutAnIndexRecommendationsAreA503AndPlaylistsAreNot() throws Exception {
    try (ApiFixture bare = new ApiFixture(Duration.ofMillis(200))) {
      bare.playlists.put("mix", List.of("t0"), List.of());

      Reply recommendations = bare.get("/v1/playlists/mix/recommendations");
      assertThat(recommendations.status()).isEqualTo(503);
      assertThat(recommendations.retryAfter()).isEqualTo("1");
      assertThat(recommendations.detail()).contains("No index version");
      assertThat(bare.post("/v1/recommendations", "{\"tracks\":[]}").status()).isEqualTo(503);
      assertThat(bare.get("/v1/tracks/t1/similar").status()).isEqualTo(503);
      assertThat(bare.get("/v1/playlists/mix").status()).isEqualTo(200);
      assertThat(bare.get("/v1/index/report").status()).isEqualTo(503);
      assertThat(bare.get("/v1/index").body().path("serving").isNull()).isTrue();
    }
  }

  @Test
  void anUnknownPathIsA404ThatListsThePaths() throws Exception {
    for (String target :
        List.of("/web", "/v1", "/v1/playlists/a/b/c", "/v1/index/", "//v1/index")) {
      HttpRawReply reply = HttpRawReply.of(api.address, "GET " + target + " HTTP/1.1");

      assertThat(reply.status()).as(target).isEqualTo(404);
      assertThat(reply.body()).contains("GET /v1/playlists/{id}");
    }
  }

  @Test
  void aWrongMethodIsA405ThatTellsTheRightOne() throws Exception {
    Reply reply = api.post("/v1/playlists/mix", "{}");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.allow()).isEqualTo("GET");
    assertThat(reply.detail()).contains("does not know the method POST; it knows GET");
  }

  @Test
  void whatIsNotHttpGetsAProblemToo() throws Exception {
    HttpRawReply reply = HttpRawReply.of(api.address, "GET /v1/playlists/<x> HTTP/1.1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.head()).contains("application/problem+json");
    assertThat(reply.body()).contains("urn:segue:problem:bad-request");
  }

  @Test
  void readinessTellsWhatIsMissingAndHealthDoesNotCare() throws Exception {
    boolean[] there = {false};
    api.vitals.require(() -> there[0] ? null : "the coffee is not made yet");

    Reply early = api.get("/readyz");
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.body().at("/reasons/0").asText()).isEqualTo("the coffee is not made yet");
    assertThat(api.get("/healthz").status()).isEqualTo(200);

    there[0] = true;
    assertThat(api.get("/readyz").status()).isEqualTo(200);
  }

  @Test
  void aPartThatHasDiedMakesTheInstanceUnreadyAndUnhealthy() throws Exception {
    api.vitals.fail("The index follower has died: out of luck.");

    assertThat(api.get("/readyz").status()).isEqualTo(503);
    Reply health = api.get("/healthz");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.body().at("/reasons/0").asText()).contains("out of luck");
  }

  @Test
  void metricsAreTextAndCountRequests() throws Exception {
    api.get("/v1/index");

    Reply reply = api.get("/metrics");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).startsWith("text/plain");
    assertThat(reply.body().asText()).isEqualTo("segue_up 1\n");
    assertThat(
            api.meters
                .get("segue.http.requests")
                .tags("endpoint", "GET /v1/index", "status", "200")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void whileItStartsEverythingButTheProbesIsA503() throws Exception {
    api.server().serve(QueryApi.starting(api.vitals, () -> ""));

    assertThat(api.get("/healthz").status()).isEqualTo(200);
    Reply reply = api.get("/v1/playlists/mix");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("/readyz");
  }

  @Test
  void anAddressInUseIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                HttpServer.open(
                    api.address,
                    api.meters,
                    QueryApi.starting(api.vitals, () -> ""),
                    AccessPolicy.open(),
                    null,
                    Tracing.off()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(api.address.toString())
        .hasMessageContaining("--listen");
  }

  private static List<String> trackIds(JsonNode recommendations) {
    return recommendations.findValuesAsText("trackId");
  }
}

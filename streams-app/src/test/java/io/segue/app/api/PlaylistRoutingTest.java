package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.app.playlists.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers that pass requests to each other. */
class PlaylistRoutingTest {

  private final ApiFixture one = new ApiFixture(Duration.ofMillis(400));
  private final ApiFixture two = new ApiFixture(Duration.ofMillis(400));

  @BeforeEach
  void putAPlaylistOnTheSecond() {
    ServedIndexes.serve(one.served, "v1", 1, ApiFixture.CATALOGUE);
    ServedIndexes.serve(two.served, "v2", 2, ApiFixture.CATALOGUE);
    two.playlists.put("AC/DC mix", List.of("t0", "t1"), List.of());
    one.playlists.putElsewhere("AC/DC mix", two.address);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void bothInstancesGiveTheSameAnswer() throws Exception {
    for (String target :
        List.of(
            "/v1/playlists/AC%2FDC%20mix",
            "/v1/playlists/AC%2FDC%20mix/recommendations?k=7&repeats=true",
            "/v1/playlists/AC%2FDC%20mix/recommendations?k=7&excludeTracks=t2&excludeTracks=t%33"
                + "&excludeArtists=odd&perArtistMax=5&diversity=0.3&artistSpacing=1"
                + "&exploration=0.2&explain=true&contextTracks=t9&contextArtists=even")) {
      Reply direct = two.get(target);
      Reply forwarded = one.get(target);

      assertThat(forwarded).isEqualTo(direct);
      assertThat(forwarded.status()).isEqualTo(200);
      assertThat(forwarded.body().path("instance").asText()).isEqualTo(two.address.toString());
    }
  }

  @Test
  void aForwardedAnswerComesFromOneVersionOnly() throws Exception {
    Reply reply = one.get("/v1/playlists/AC%2FDC%20mix/recommendations");

    assertThat(reply.body().path("indexVersion").asText()).isEqualTo("v2");
  }

  @Test
  void problemsOfTheOwnerArePassedThrough() throws Exception {
    one.playlists.putElsewhere("nope", two.address);

    Reply reply = one.get("/v1/playlists/nope");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void aRequestIsPassedOnOnceAtMost() throws Exception {
    two.playlists.putElsewhere("AC/DC mix", one.address);

    Reply reply = one.get("/v1/playlists/AC%2FDC%20mix");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("do not agree");
    assertThat(reply.retryAfter()).isEqualTo("1");
  }

  @Test
  void aMarkedRequestIsNotPassedOn() throws Exception {
    Reply reply =
        one.send(
            HttpRequest.newBuilder(one.uri("/v1/playlists/AC%2FDC%20mix"))
                .header(ApiRequest.FORWARDED_BY, "somebody:1")
                .GET());

    assertThat(reply.status()).isEqualTo(503);
  }

  @Test
  void anOwnerThatIsNotThereIsA503() throws Exception {
    one.playlists.putElsewhere("lost", new Address("127.0.0.1", unusedPort()));

    Reply reply = one.get("/v1/playlists/lost");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfter()).isEqualTo("1");
    assertThat(reply.detail()).contains("cannot be reached");
  }

  @Test
  void anOwnerThatDoesNotAnswerIsA503AfterTheTimeLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      one.playlists.putElsewhere("slow", new Address("127.0.0.1", silent.getLocalPort()));

      Reply reply = one.get("/v1/playlists/slow");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.detail()).contains("did not answer within");
    }
  }

  @Test
  void aCopyAnswersForAnOwnerThatIsNotThere() throws Exception {
    one.playlists.putElsewhere("kept", new Address("127.0.0.1", unusedPort()));
    one.playlists.putCopy("kept", List.of("t5"));

    Reply reply = one.get("/v1/playlists/kept");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/staleness/state").asText()).isEqualTo("standby");
  }

  @Test
  void aPlaylistThatNobodyHasAtTheMomentIsA503WithTheReason() throws Exception {
    one.playlists.putNowhere("moving", "partition 3 is being restored");

    Reply reply = one.get("/v1/playlists/moving");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("partition 3 is being restored");
  }

  @Test
  void recommendationsForAPlaylistThatNobodyHasComeFromTheContext() throws Exception {
    one.playlists.putNowhere("moving", "partition 3 is being restored");

    Reply reply = one.get("/v1/playlists/moving/recommendations?k=3&contextTracks=t9");

    Reply context =
        one.post("/v1/recommendations", "{\"tracks\": [], \"contextTracks\": [\"t9\"], \"k\": 3}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/staleness/state").asText()).isEqualTo("none");
    assertThat(reply.body().at("/trackCount").asInt()).isZero();
    assertThat(reply.body().at("/recommendations"))
        .isEqualTo(context.body().at("/recommendations"));
  }

  @Test
  void aCopyOfAnotherInstanceAnswersForAnOwnerThatIsNotThere() throws Exception {
    Address lost = new Address("127.0.0.1", unusedPort());
    two.playlists.putElsewhere("kept", lost);
    two.playlists.putCopy("kept", List.of("t5"));

    Reply reply;
    try (ApiFixture patient = new ApiFixture(Duration.ofSeconds(20))) {
      patient.playlists.putElsewhere("kept", lost);
      patient.playlists.putStandby("kept", two.address);
      reply = patient.get("/v1/playlists/kept/recommendations");
    }

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/instance").asText()).isEqualTo(two.address.toString());
    assertThat(reply.body().at("/staleness/state").asText()).isEqualTo("standby");
    assertThat(reply.body().at("/staleness/recordsBehind").asInt()).isEqualTo(7);
    assertThat(reply.body().at("/staleness/behindMs").asInt()).isEqualTo(3_000);
  }

  @Test
  void instancesWhereNobodyListensDoNotKeepTheOthersFromBeingAsked() throws Exception {
    Address lost = new Address("127.0.0.1", unusedPort());
    Address lostToo = new Address("127.0.0.1", unusedPort());
    two.playlists.putElsewhere("kept", lost);
    two.playlists.putCopy("kept", List.of("t5"));
    try (ApiFixture notReady = new ApiFixture(Duration.ofMillis(400));
        ApiFixture patient = new ApiFixture(Duration.ofSeconds(20))) {
      notReady.playlists.putNowhere("kept", "partition 3 is being restored");
      patient.playlists.putElsewhere("kept", lost);
      patient.playlists.putStandbys("kept", List.of(lostToo, notReady.address, two.address));

      assertThat(patient.get("/v1/playlists/kept").body().at("/instance").asText())
          .isEqualTo(two.address.toString());
    }
  }

  @Test
  void anOwnerThatIsNotReadyIsNotAskedInALoop() throws Exception {
    two.playlists.putNowhere("AC/DC mix", "partition 3 is being restored");

    Reply reply = one.get("/v1/playlists/AC%2FDC%20mix");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(two.requests("GET /v1/playlists/{id}")).isEqualTo(2);
  }

  @Test
  void anInstanceThatDoesNotAnswerIsLeftAloneAfterAWhile() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      one.playlists.putElsewhere("slow", new Address("127.0.0.1", silent.getLocalPort()));
      for (int i = 0; i < 4; i++) {
        assertThat(one.get("/v1/playlists/slow").detail()).contains("did not answer within");
      }

      assertThat(one.get("/v1/playlists/slow").detail()).contains("left alone for a moment");
    }
  }

  @Test
  void anOverloadedOwnerIsBelieved() throws Exception {
    one.playlists.putStandby("AC/DC mix", one.address);
    two.server()
        .serve(
            new Router(
                List.of(
                    new FakeEndpoint(
                        "GET",
                        "/v1/playlists/{id}",
                        request -> {
                          throw ProblemException.overloaded("too much");
                        }))));

    Reply reply = one.get("/v1/playlists/AC%2FDC%20mix");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).isEqualTo("too much");
    assertThat(reply.retryAfter()).isEqualTo("1");
    assertThat(two.requests("GET /v1/playlists/{id}")).isEqualTo(1);
  }

  @Test
  void aPlaylistThatTurnsUpWithinTheTimeLimitIsAnswered() throws Exception {
    one.playlists.putNowhere("moving", "partition 3 is being restored");
    Thread mover =
        Thread.startVirtualThread(() -> one.playlists.put("moving", List.of("t1"), List.of()));

    Reply reply = one.get("/v1/playlists/moving");

    mover.join();
    assertThat(reply.status()).isEqualTo(200);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.app.playlists.Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two real servers, one of which has the playlist, and clients that want to see their events. */
class ReadAfterTest {

  private static final Duration HOP_LIMIT = Duration.ofMillis(600);

  private final ApiFixture here = new ApiFixture(Duration.ofSeconds(20));
  private final ApiFixture hasty = new ApiFixture(HOP_LIMIT);

  @BeforeEach
  void serve() {
    ServedIndexes.serve(here.served, "v1", 1, ApiFixture.CATALOGUE);
    ServedIndexes.serve(hasty.served, "v1", 1, ApiFixture.CATALOGUE);
    here.playlists.put("p", List.of("t1"), List.of());
    hasty.playlists.put("p", List.of("t1"), List.of());
  }

  @AfterEach
  void stop() {
    here.close();
    hasty.close();
  }

  @Test
  void theAnswerToAnEventHasTheTokenOfItsPlace() throws Exception {
    Reply reply = here.post("/v1/playlists/p/events", "{\"trackId\": \"t2\", \"action\": \"ADD\"}");

    assertThat(reply.body().path("token").asText())
        .isEqualTo(
            reply.body().path("partition").asText() + "-" + reply.body().path("offset").asText());
  }

  @Test
  void anEventThatIsThereHoldsNothingUp() throws Exception {
    here.playlists.arrive("p", List.of("t1", "t2"), 17);

    Reply reply = here.get("/v1/playlists/p?after=3-17");

    assertThat(reply.body().path("trackCount").asInt()).isEqualTo(2);
    assertThat(reply.body().at("/after/event").asText()).isEqualTo("3-17");
    assertThat(reply.body().at("/after/reached").asBoolean()).isTrue();
  }

  @Test
  void aQueryWaitsForTheEventAndSeesIt() throws Exception {
    CompletableFuture<Reply> reply =
        asynchronously("/v1/playlists/p/recommendations?k=3&after=3-17", here);
    here.playlists.arrive("p", List.of("t1", "t2"), 17);

    assertThat(reply.join().body().path("trackCount").asInt()).isEqualTo(2);
    assertThat(reply.join().body().at("/after/reached").asBoolean()).isTrue();
  }

  @Test
  void aQueryWaitsAtTheOwnerWhenAnotherInstanceIsAsked() throws Exception {
    hasty.playlists.putElsewhere("p", here.address);
    here.playlists.arrive("p", List.of("t1", "t2"), 17);

    Reply reply = hasty.get("/v1/playlists/p?after=3-17");

    assertThat(reply.body().path("instance").asText()).isEqualTo(here.address.toString());
    assertThat(reply.body().at("/after/reached").asBoolean()).isTrue();
  }

  @Test
  void anEventThatDoesNotComeInTimeIsSaidToBeMissing() throws Exception {
    Reply reply = hasty.get("/v1/playlists/p?after=3-17");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("trackCount").asInt()).isEqualTo(1);
    assertThat(reply.body().at("/after/reached").asBoolean()).isFalse();
    assertThat(reply.body().at("/after/waitedMs").asLong()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aPlaylistWhoseFirstEventIsStillToComeIsA503AndNoA404() throws Exception {
    Reply reply = hasty.get("/v1/playlists/new/recommendations?after=3-17");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.detail()).contains("3-17", "not in the playlist 'new' yet");
  }

  @Test
  void aCopyDoesNotClaimToHaveTheEvent() throws Exception {
    hasty.playlists.putElsewhere("kept", new Address("127.0.0.1", 1));
    hasty.playlists.putCopy("kept", List.of("t5"));

    Reply reply = hasty.get("/v1/playlists/kept?after=3-0");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().at("/after/reached").asBoolean()).isFalse();
  }

  @Test
  void anEventOfAnotherPartitionIsRefused() throws Exception {
    Reply reply = here.get("/v1/playlists/p?after=4-17");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.detail()).contains("partition 4", "partition 3");
  }

  @Test
  void whatIsNoTokenIsRefused() throws Exception {
    for (String text : List.of("17", "-1-2", "3-x", "3-17-1", "")) {
      Reply reply = here.get("/v1/playlists/p?after=" + text);

      assertThat(reply.status()).as(text).isEqualTo(400);
      assertThat(reply.detail()).contains("such as 4-17");
    }
  }

  @Test
  void withoutATokenTheAnswerSaysNothingOfWaiting() throws Exception {
    assertThat(here.get("/v1/playlists/p").body().has("after")).isFalse();
  }

  private static CompletableFuture<Reply> asynchronously(String target, ApiFixture fixture) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return fixture.get(target);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}

package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.app.playlists.Address;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.CommandFailedException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {

  private static final String ROLLBACK = "/v1/index/rollback";

  private final ApiFixture api = new ApiFixture(Duration.ofSeconds(2));

  @BeforeEach
  void serve() {
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void anInstanceTellsHowItDoes() throws Exception {
    JsonNode self = api.get("/v1/instances/self").body();

    assertThat(self.path("ready").asBoolean()).isTrue();
    assertThat(self.path("serving").asText()).isEqualTo("v4");
    assertThat(self.at("/versions/0/state").asText()).isEqualTo("serving");
    assertThat(self.path("recordsBehind").asLong()).isEqualTo(5);
    assertThat(self.at("/partitions/0/nextOffset").asLong()).isEqualTo(17);
    assertThat(self.at("/deadLetters/invalid").asLong()).isEqualTo(2);
  }

  @Test
  void allInstancesAreAskedAndOneThatDoesNotAnswerIsNamedWithTheTrouble() throws Exception {
    try (ApiFixture other = new ApiFixture(Duration.ofSeconds(2))) {
      ServedIndexes.serve(other.served, "v3", 1, ApiFixture.CATALOGUE);
      Address nobody = new Address("127.0.0.1", 1);
      api.instances.add(api.address);
      api.instances.add(other.address);
      api.instances.add(nobody);

      JsonNode all = api.get("/v1/instances").body();

      assertThat(all.path("deadLettersKept").asLong()).isEqualTo(7);
      assertThat(all.path("instances")).hasSize(3);
      for (JsonNode entry : all.path("instances")) {
        String name = entry.path("instance").asText();
        if (name.equals(nobody.toString())) {
          assertThat(entry.path("trouble").asText()).contains("cannot be reached");
        } else {
          assertThat(entry.at("/status/serving").asText())
              .isEqualTo(name.equals(other.address.toString()) ? "v3" : "v4");
        }
      }
    }
  }

  @Test
  void aRollbackSaysWhatServesNow() throws Exception {
    api.rollback = from -> new ActiveIndex("v3", from, Instant.EPOCH, "rollback of " + from, null);

    Reply reply = api.post(ROLLBACK, "{\"from\": \"v4\"}");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body().path("active").asText()).isEqualTo("v3");
    assertThat(reply.body().path("previous").asText()).isEqualTo("v4");
  }

  @Test
  void aRollbackThatCannotBeIsAProblemWithItsReason() throws Exception {
    Reply nothing = api.post(ROLLBACK, "{\"from\": \"v4\"}");
    assertThat(nothing.status()).isEqualTo(409);
    assertThat(nothing.body().path("type").asText()).isEqualTo("urn:segue:problem:conflict");
    assertThat(nothing.detail()).isEqualTo("there is nothing to go back to");

    assertThat(api.post(ROLLBACK, "{}").status()).isEqualTo(400);

    api.rollback =
        from -> {
          throw new CommandFailedException("Kafka says no.");
        };
    Reply refused = api.post(ROLLBACK, "{\"from\": \"v4\"}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.detail()).startsWith("Kafka says no.").contains("segue rollback");
  }
}

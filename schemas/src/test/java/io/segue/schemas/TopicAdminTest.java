package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicAdminTest {

  @Test
  void noBrokerIsASentence() {
    assertThatThrownBy(
            () ->
                TopicAdmin.createMissing(
                    Connection.to("127.0.0.1:1"), TopicAdmin.BROKER_DEFAULT, Duration.ofSeconds(1)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "No Kafka broker answered at 127.0.0.1:1 within 1 seconds; is one running there, and is"
                + " --bootstrap-servers right?");
  }

  @Test
  void anAddressThatDoesNotResolveIsASentence() {
    assertThatThrownBy(
            () ->
                TopicAdmin.createMissing(
                    Connection.to("no-such-host.invalid:9092"), TopicAdmin.BROKER_DEFAULT))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContainingAll("no-such-host.invalid:9092", "No resolvable bootstrap urls");
  }
}

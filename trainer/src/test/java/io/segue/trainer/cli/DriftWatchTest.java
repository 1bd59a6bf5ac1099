package io.segue.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftWatchTest {

  @Test
  void driftIsToldWithItsFigures() throws Exception {
    assertThat(DriftWatch.drift("host:1", health("drifted", "popularity", true)))
        .contains("the events at host:1 have drifted (popularity 0.250, threshold 0.100)");
  }

  @Test
  void whatIsFineOrUnknownIsNoDrift() throws Exception {
    assertThat(DriftWatch.drift("host:1", health("fine", "popularity", false))).isEmpty();
    assertThat(DriftWatch.drift("host:1", health("unknown", "popularity", true))).isEmpty();
  }

  @Test
  void deadLettersAreNotMendedByTraining() throws Exception {
    assertThat(DriftWatch.drift("host:1", health("drifted", "dead-letters", true))).isEmpty();
  }

  @Test
  void anInstanceThatDoesNotAnswerSaysNothing() {
    assertThat(new DriftWatch(List.of("127.0.0.1:1")).get()).isEmpty();
  }

  private static JsonNode health(String verdict, String check, boolean exceeded) throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"verdict": "%s", "checks": [
              {"name": "%s", "value": 0.25, "threshold": 0.1, "exceeded": %s}]}
            """
                .formatted(verdict, check, exceeded));
  }
}

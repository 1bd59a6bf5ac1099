package io.segue.app.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Canary;
import io.segue.schemas.activation.ActiveIndexRegister.Contents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialControlTest {

  @Test
  void aTrialLeavesTheVersionInForce() {
    ActiveIndex started = TrialControl.started(contents(null), canary("v2"));

    assertThat(started.getVersion()).isEqualTo("v3");
    assertThat(started.getPrevious()).isEqualTo("v1");
    assertThat(started.getCanary()).isEqualTo(canary("v2"));
  }

  @Test
  void thereIsOneTrialAtATime() {
    assertThatThrownBy(() -> TrialControl.started(contents(canary("v1")), canary("v2")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("v1 is on trial already");
  }

  @Test
  void theVersionInForceAndUnknownOnesAreNoCandidates() {
    assertThatThrownBy(() -> TrialControl.started(contents(null), canary("v3")))
        .hasMessageContaining("v3 is the active version");
    assertThatThrownBy(() -> TrialControl.started(contents(null), canary("v9")))
        .hasMessageContaining("no index version 'v9'; there are v1, v2, v3");
    assertThatThrownBy(
            () ->
                TrialControl.started(new Contents(Optional.empty(), new TreeSet<>()), canary("v1")))
        .hasMessageContaining("No index version is active");
  }

  @Test
  void whereNothingIsOnTrialNothingEnds() {
    assertThat(TrialControl.rolledBack(contents(null), "why")).isEmpty();
    assertThat(TrialControl.promoted(contents(null), Instant.EPOCH, "why")).isEmpty();
  }

  private static Contents contents(@Nullable Canary canary) {
    return new Contents(
        Optional.of(new ActiveIndex("v3", "v1", Instant.EPOCH, "published", canary)),
        new TreeSet<>(List.of("v1", "v2", "v3")));
  }

  private static Canary canary(String version) {
    return new Canary(version, 0.1, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), 20, 100, 0.05);
  }
}

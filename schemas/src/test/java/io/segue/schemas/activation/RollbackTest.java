package io.segue.schemas.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Canary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollbackTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Canary TRIAL =
      new Canary("v4", 0.5, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), 20, 100, 0.05);

  @Test
  void theVersionBeforeIsInForceAgainAndTheTrialIsOver() {
    ActiveIndex back = Rollback.of(Optional.of(active("v3", "v2")), List.of("v2", "v3"), NOON);

    assertThat(back.getVersion()).isEqualTo("v2");
    assertThat(back.getPrevious()).isEqualTo("v3");
    assertThat(back.getActivatedAt()).isEqualTo(NOON);
    assertThat(back.getReason()).isEqualTo("rollback of v3");
    assertThat(back.getCanary()).isNull();
  }

  @Test
  void whereThereIsNothingToGoBackToItSaysSo() {
    assertThatThrownBy(() -> Rollback.of(Optional.empty(), List.of(), NOON))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("train one first");
    assertThatThrownBy(() -> Rollback.of(Optional.of(active("v1", null)), List.of("v1"), NOON))
        .hasMessageContaining("v1 is the first version");
    assertThatThrownBy(() -> Rollback.of(Optional.of(active("v3", "v2")), List.of("v3"), NOON))
        .hasMessageContaining("'v2'")
        .hasMessageContaining("there are v3");
  }

  private static ActiveIndex active(String version, @Nullable String previous) {
    return new ActiveIndex(version, previous, Instant.EPOCH, "test", TRIAL);
  }
}

package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void stretchBetweenNotesIsTimed() {
    pace.note(10, 0);
    pace.note(12, 100);
    pace.note(17, 200);

    assertThat(pace.seconds(100, 200)).isEqualTo(5);
    assertThat(pace.perSecond(100, 200)).isEqualTo(20);
  }

  @Test
  void paceBetweenTwoNotesIsTakenToBeSteady() {
    pace.note(0, 0);
    pace.note(10, 100);

    assertThat(pace.seconds(50, 100)).isEqualTo(5);
  }

  @Test
  void waitingBeforeTheFirstStepCounts() {
    pace.note(0, 0);
    pace.note(8, 0);
    pace.note(10, 100);

    assertThat(pace.seconds(0, 100)).isEqualTo(10);
    assertThat(pace.seconds(50, 100)).isEqualTo(1);
  }

  @Test
  void pointThatWasNotReachedIsRefused() {
    pace.note(0, 0);
    pace.note(10, 100);

    assertThatThrownBy(() -> pace.seconds(50, 101)).isInstanceOf(IllegalArgumentException.class);
  }
}

package io.segue.trainer.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.Sessions;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

  private static final Sessions SESSIONS =
      Sessions.of(
          new int[] {0, 1},
          new int[] {1, 2},
          new int[] {0, 3, 1, 2},
          new int[] {3, 0},
          new int[] {2, 1},
          new int[] {1, 0});

  @Test
  void futureKeepsOnlyTracksThatThePastKnows() {
    TimeSplit split = TimeSplit.at(SESSIONS, 4, 2, 5);

    assertThat(split.past().size()).isEqualTo(2);
    assertThat(split.future().tracks()).containsExactly(0, 1, 2, 2, 1);
    assertThat(split.future().starts()).containsExactly(0, 3, 5);
  }

  @Test
  void weightsGoWithTheEventsOfTheFuture() {
    float[] weights = new float[14];
    for (int event = 0; event < weights.length; event++) {
      weights[event] = event;
    }
    TimeSplit split = TimeSplit.at(SESSIONS, weights, 4, 2, 5);

    assertThat(split.weights()).containsExactly(4, 6, 7, 10, 11);
    assertThat(split.weight(1)).isEqualTo(6);
    assertThat(TimeSplit.at(SESSIONS, 4, 2, 5).weight(1)).isOne();
  }

  @Test
  void everyEventButTheFirstIsACase() {
    TimeSplit split = TimeSplit.at(SESSIONS, 4, 2, 5);

    assertThat(split.cases(TimeSplit.Asked.EACH, 10, 1)).containsExactly(1, 2, 4);
    assertThat(split.cases(TimeSplit.Asked.EACH, 2, 1)).hasSize(2).isSorted().doesNotContain(0, 3);
    assertThat(split.cases(TimeSplit.Asked.EACH, 2, 1))
        .isEqualTo(split.cases(TimeSplit.Asked.EACH, 2, 1));
  }
}

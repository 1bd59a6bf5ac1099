package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void growthIsSeenThroughNoise() {
    Trend trend = Trend.of(new double[] {0, 1, 2, 3}, new double[] {99, 111, 119, 131});

    assertThat(trend.slope()).isCloseTo(10.4, within(1e-9));
    assertThat(trend.share()).isCloseTo(3 * 10.4 / 115, within(1e-9));
    assertThat(trend.isFlat()).isFalse();
  }

  @Test
  void noiseAroundOneValueIsFlat() {
    assertThat(Trend.of(new double[] {0, 1, 2, 3}, new double[] {100, 101, 101, 100}).isFlat())
        .isTrue();
  }

  @Test
  void shrinkingIsNotFlatEither() {
    assertThat(Trend.of(new double[] {0, 1}, new double[] {100, 90}).isFlat()).isFalse();
  }

  @Test
  void onePlaceHasNoTrend() {
    assertThatThrownBy(() -> Trend.of(new double[] {1, 1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

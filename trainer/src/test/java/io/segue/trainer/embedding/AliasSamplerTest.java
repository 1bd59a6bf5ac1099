package io.segue.trainer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasSamplerTest {

  private static final int DRAWS = 1_000_000;

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.75, 1})
  void drawsInProportionToTheWeights(double exponent) {
    double[] weights = new double[50];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow(i + 1, exponent);
      sum += weights[i];
    }
    int[] drawn = draw(weights);
    for (int i = 0; i < weights.length; i++) {
      double expected = weights[i] / sum;
      double standardError = Math.sqrt(expected / DRAWS);
      assertThat((double) drawn[i] / DRAWS).isCloseTo(expected, within(5 * standardError));
    }
  }

  @Test
  void neverDrawsWhatHasNoWeight() {
    assertThat(draw(new double[] {0, 1, 0, 3})[0]).isZero();
    assertThat(draw(new double[] {0, 1, 0, 3})[2]).isZero();
  }

  @Test
  void alwaysDrawsTheOnlyIndex() {
    assertThat(draw(new double[] {0.3})[0]).isEqualTo(DRAWS);
  }

  @Test
  void refusesWeightsThatAreAllZero() {
    assertThatThrownBy(() -> new AliasSampler(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] draw(double[] weights) {
    AliasSampler sampler = new AliasSampler(weights);
    FastRandom random = new FastRandom(7);
    int[] drawn = new int[weights.length];
    for (int i = 0; i < DRAWS; i++) {
      drawn[sampler.next(random)]++;
    }
    return drawn;
  }
}

package io.segue.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionBiasTest {

  private static final int RANKS = 20;

  /** Over seeds the exponent is right on average, and as far off as the standard error says. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 1.5})
  void theExponentIsFoundWithinItsStandardError(double exponent) {
    int runs = 100;
    double mean = 0;
    int within = 0;
    for (int seed = 0; seed < runs; seed++) {
      PositionBias found = simulated(exponent, 4_000, seed);
      mean += found.exponent() / runs;
      within += Math.abs(found.exponent() - exponent) < 1.96 * found.standardError() ? 1 : 0;
    }
    assertThat(mean).isCloseTo(exponent, within(0.05));
    assertThat(within).isBetween(88, 100);
  }

  @Test
  void tooFewPlaysTellNothing() {
    PositionBias found = PositionBias.of(new long[] {500, 500}, new long[] {40, 9});

    assertThat(found.exponent()).isZero();
    assertThat(found.weight(20)).isOne();
    assertThat(found.sentence()).contains("not corrected", "49 plays");
  }

  @Test
  void weightsGrowWithTheRankUpToABound() {
    PositionBias bias = new PositionBias(1, 0.1, 1_000);

    assertThat(bias.weight(1)).isOne();
    assertThat(bias.weight(4)).isEqualTo(4);
    assertThat(bias.weight(50)).isEqualTo(10);
    assertThat(bias.sentence()).contains("r^-1.00", "1,000 plays");
  }

  @Test
  void aRankThatIsPlayedMoreFurtherDownIsNoNegativeExponent() {
    assertThat(PositionBias.of(new long[] {500, 500}, new long[] {50, 90}).exponent())
        .isCloseTo(0, within(1e-6));
  }

  private static PositionBias simulated(double exponent, int shownAtEach, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] shown = new long[RANKS];
    long[] played = new long[RANKS];
    for (int i = 0; i < RANKS; i++) {
      for (int n = 0; n < shownAtEach; n++) {
        shown[i]++;
        played[i] += random.nextDouble() < 0.05 * Math.pow(i + 1, -exponent) ? 1 : 0;
      }
    }
    return PositionBias.of(shown, played);
  }
}

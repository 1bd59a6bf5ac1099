package io.segue.recommender.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TargetRanksTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private static TargetRanks ranks(int... ranks) {
    TargetRanks all = new TargetRanks();
    for (int rank : ranks) {
      all.add(rank);
    }
    return all;
  }

  @Test
  void metricsFollowTheirDefinitions() {
    TargetRanks ranks = ranks(1, 3, 21, TargetRanks.MISSED);

    assertThat(ranks.mean(TargetRanks.hitRate(1))).isEqualTo(0.25);
    assertThat(ranks.mean(TargetRanks.hitRate(20))).isEqualTo(0.5);
    assertThat(ranks.mean(TargetRanks.hitRate(100))).isEqualTo(0.75);
    assertThat(ranks.mean(TargetRanks.reciprocalRank(20))).isCloseTo((1 + 1 / 3.0) / 4, CLOSE);
    assertThat(ranks.mean(TargetRanks.discountedGain(20))).isCloseTo((1 + 0.5) / 4, CLOSE);
  }

  @Test
  void intervalHoldsTheMeanAndIsAsWideAsTheNormalOne() {
    TargetRanks ranks = new TargetRanks();
    for (int i = 0; i < 10_000; i++) {
      ranks.add(i % 4 == 0 ? 1 : 50);
    }

    Estimate estimate = ranks.estimate(TargetRanks.hitRate(20), 1_000, 1);

    assertThat(estimate.mean()).isEqualTo(0.25);
    double expectedWidth = 2 * 1.96 * Math.sqrt(0.25 * 0.75 / 10_000);
    assertThat(estimate.high() - estimate.low())
        .isCloseTo(expectedWidth, Offset.offset(0.1 * expectedWidth));
    assertThat(estimate.low()).isLessThan(0.25);
    assertThat(estimate.high()).isGreaterThan(0.25);
  }

  @Test
  void noCasesGiveNothing() {
    assertThat(new TargetRanks().mean(TargetRanks.hitRate(20))).isZero();
    assertThat(new TargetRanks().estimate(TargetRanks.hitRate(20), 10, 1))
        .isEqualTo(new Estimate(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TargetRanks().add(0));
  }
}

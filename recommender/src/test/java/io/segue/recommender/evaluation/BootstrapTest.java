package io.segue.recommender.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 42, 2);

  /** The interval of a mean is known: 1.96 standard errors to each side. */
  @Test
  void theIntervalOfAMeanIsNearlyTheNormalOne() throws Exception {
    double[] values = new Random(1).doubles(2_000).toArray();
    Estimate estimate = BOOTSTRAP.mean(values);
    double halfWidth = 1.96 * Math.sqrt(1 / 12.0 / values.length);
    assertThat(estimate.mean()).isEqualTo(Arrays.stream(values).average().orElse(0), within(1e-9));
    assertThat(estimate.high() - estimate.mean()).isCloseTo(halfWidth, within(0.15 * halfWidth));
    assertThat(estimate.mean() - estimate.low()).isCloseTo(halfWidth, within(0.15 * halfWidth));
  }

  @Test
  void anotherNumberOfThreadsGivesTheSameIntervals() throws Exception {
    double[] values = new Random(1).doubles(100).toArray();
    assertThat(new Bootstrap(200, 7, 1).mean(values))
        .isEqualTo(new Bootstrap(200, 7, 3).mean(values));
    assertThat(new Bootstrap(200, 8, 1).mean(values))
        .isNotEqualTo(new Bootstrap(200, 7, 1).mean(values));
  }

  @Test
  void aShareHasTheIntervalOfItsCases() throws Exception {
    double[] values = new double[1_000];
    Arrays.fill(values, 0, 200, 1);
    Estimate byCases = BOOTSTRAP.mean(values);
    Estimate byShare = BOOTSTRAP.share(0.2, values.length);
    assertThat(byShare.mean()).isEqualTo(0.2);
    assertThat(byShare.low()).isCloseTo(byCases.low(), within(0.003));
    assertThat(byShare.high()).isCloseTo(byCases.high(), within(0.003));
  }

  @Test
  void aStatisticLiesWithinItsInterval() throws Exception {
    int[][] lists =
        new Random(1).ints(200, 0, 300).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
    Estimate coverage =
        BOOTSTRAP.statistic(
            lists.length, cases -> CatalogueMetrics.coverage(lists, cases, 20, 300));
    assertThat(coverage.mean()).isBetween(coverage.low(), coverage.high());
    assertThat(coverage.high()).isGreaterThan(coverage.low());
  }

  @Test
  void noCasesMeasureNothing() throws Exception {
    Estimate nothing = new Estimate(0, 0, 0);
    assertThat(BOOTSTRAP.mean(new double[0])).isEqualTo(nothing);
    assertThat(BOOTSTRAP.means(new CaseTable(List.of("a", "b"), 0)))
        .containsExactly(nothing, nothing);
    assertThat(BOOTSTRAP.statistic(0, cases -> 1)).isEqualTo(nothing);
    assertThat(BOOTSTRAP.share(0, 0)).isEqualTo(nothing);
  }
}

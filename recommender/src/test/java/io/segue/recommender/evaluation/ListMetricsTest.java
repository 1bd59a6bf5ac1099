package io.segue.recommender.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListMetricsTest {

  @Test
  void oneRightAnswerInThirdPlace() {
    CaseTable table =
        ListMetrics.of(new RankedLists(new int[][] {{5, 6, 7, 8}}, new int[][] {{7}}));
    assertThat(table.values("hr@1")).containsExactly(0);
    assertThat(table.values("hr@5")).containsExactly(1);
    assertThat(table.values("mrr@5")[0]).isEqualTo(1 / 3.0);
    assertThat(table.values("ndcg@10")[0]).isCloseTo(0.5, within(1e-12));
    assertThat(table.values("precision@5")).containsExactly(0.2);
    assertThat(table.values("recall@5")).containsExactly(1);
    assertThat(table.values("r_precision")).containsExactly(0);
  }

  @Test
  void twoOfThreeRightAnswersAreFound() {
    CaseTable table =
        ListMetrics.of(new RankedLists(new int[][] {{1, 9, 2, 8, 7, 6}}, new int[][] {{1, 2, 3}}));
    assertThat(table.values("recall@1")[0]).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(table.values("recall@5")[0]).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(table.values("precision@5")).containsExactly(0.4);
    assertThat(table.values("r_precision")[0]).isCloseTo(2 / 3.0, within(1e-12));
    double best = 1 + 1 / (Math.log(3) / Math.log(2)) + 0.5;
    assertThat(table.values("ndcg@5")[0]).isCloseTo(1.5 / best, within(1e-12));
  }

  @Test
  void whatHasNoNumberIsNeverFound() {
    CaseTable table = ListMetrics.of(new RankedLists(new int[][] {{1, 2}}, new int[][] {{-1}}));
    assertThat(table.values("hr@100")).containsExactly(0);
    assertThat(table.values("recall@100")).containsExactly(0);
  }

  @Test
  void unevenRecommendationsHaveAHighGini() {
    int[][] same = {{0}, {0}, {0}, {0}};
    int[][] spread = {{0}, {1}, {2}, {3}};
    int[] all = {0, 1, 2, 3};
    assertThat(CatalogueMetrics.gini(same, all, 20, 4)).isCloseTo(0.75, within(1e-12));
    assertThat(CatalogueMetrics.gini(spread, all, 20, 4)).isZero();
    assertThat(CatalogueMetrics.coverage(same, all, 20, 4)).isEqualTo(0.25);
    assertThat(CatalogueMetrics.coverage(spread, all, 20, 4)).isEqualTo(1);
  }

  @Test
  void noveltyIsTheMeanInformationInBits() {
    assertThat(CatalogueMetrics.novelty(new int[] {0, 1}, 20, new int[] {4, 2, 2}, 8))
        .isCloseTo(1.5, within(1e-12));
  }

  @Test
  void theHeadIsWhatMakesUpTheShareOfPlays() {
    int[] counts = {50, 30, 10, 5, 5};
    assertThat(Slicing.headCount(counts, 0.5)).isEqualTo(50);
    assertThat(Slicing.headCount(counts, 0.6)).isEqualTo(30);
    assertThat(Slicing.headCount(counts, 1)).isEqualTo(5);
    assertThat(Slicing.headCount(new int[0], 0.5)).isEqualTo(1);
  }

  @Test
  void slicesHoldEveryCaseOnce() {
    List<Slice> slices =
        Slicing.of("length", List.of("short", "long"), 4, i -> Slicing.place(i, 3));
    assertThat(slices.get(0).cases()).containsExactly(0, 1, 2);
    assertThat(slices.get(1).cases()).containsExactly(3);
  }
}

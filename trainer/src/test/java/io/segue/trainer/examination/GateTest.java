package io.segue.trainer.examination;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.examination.Check.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Estimate WIDE = new Estimate(-0.01, -0.03, 0.01);

  @Test
  void aSoundModelPassesAndTheComparisonIsSkippedWithoutAnActiveVersion() {
    Verdict verdict = judge(examination(200, 0.3, 0.99, null));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.sentence()).isEqualTo("passed 8 checks and skipped 1");
    assertThat(check(verdict, "not worse than the active version").outcome())
        .isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void anIndexThatDoesNotFindItsNeighboursFailsAndIsNamed() {
    Verdict verdict = judge(examination(200, 0.3, 0.5, null));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.sentence())
        .isEqualTo("failed index recall (0.5000, at least 0.9500 needed)");
  }

  @Test
  void worseThanTheActiveVersionBeyondTheIntervalFails() {
    Comparison worse = new Comparison("v4", true, estimate(0.4), new Estimate(-0.1, -0.12, -0.08));
    Verdict verdict = judge(examination(200, 0.3, 0.99, worse));
    assertThat(verdict.failures())
        .extracting(Check::name)
        .containsExactly("not worse than the active version");
    assertThat(verdict.failures().get(0).about()).contains("v4 has 0.4000");
  }

  @Test
  void anActiveVersionThatMayKnowTheQuestionsIsGivenAHandicap() {
    Estimate loss = new Estimate(-0.1, -0.12, -0.08);
    Comparison unfair = new Comparison("v4", false, estimate(0.4), loss);
    Verdict verdict = judge(examination(200, 0.3, 0.99, unfair));
    assertThat(verdict.passed()).isTrue();
    assertThat(check(verdict, "not worse than the active version").about())
        .contains("may know some of the questions");
    Comparison hopeless =
        new Comparison("v4", false, estimate(0.4), new Estimate(-0.3, -0.32, -0.28));
    assertThat(judge(examination(200, 0.1, 0.99, hopeless)).passed()).isFalse();
  }

  @Test
  void worseThanTheActiveVersionWithinTheIntervalPasses() {
    assertThat(
            judge(examination(200, 0.3, 0.99, new Comparison("v4", true, estimate(0.31), WIDE)))
                .passed())
        .isTrue();
  }

  @Test
  void aSliceWithoutHitsFailsUnlessNobodyCouldHaveAnswered() {
    Examination sound = examination(200, 0.3, 0.99, null);
    assertThat(judge(withSlice(sound, true, 100)).failures())
        .extracting(Check::name)
        .containsExactly("hits by slice");
    assertThat(judge(withSlice(sound, false, 100)).passed()).isTrue();
    assertThat(judge(withSlice(sound, true, 10)).passed()).isTrue();
  }

  @Test
  void aHandfulOfPlaylistsDecidesNothing() {
    Verdict verdict = judge(examination(10, 0.0, 0.0, null));
    assertThat(verdict.checks()).allMatch(check -> check.outcome() == Outcome.SKIPPED);
    assertThat(verdict.passed()).isTrue();
  }

  private static Verdict judge(Examination examination) {
    return Gate.judge(examination, Thresholds.DEFAULT);
  }

  private static Check check(Verdict verdict, String name) {
    return verdict.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static Estimate estimate(double mean) {
    return new Estimate(mean, mean, mean);
  }

  private static Examination examination(
      int questions, double hitRate, double indexRecall, @Nullable Comparison comparison) {
    Estimate half = estimate(0.5);
    return new Examination(
        questions,
        Map.of("hr@100", estimate(hitRate)),
        Map.of(),
        Map.of(),
        estimate(0.1),
        List.of(new SliceResult("length", "long", questions, true, estimate(hitRate), half)),
        new Behaviour(
            half, estimate(0.1), half, half, half, half, half, half, estimate(indexRecall)),
        comparison,
        1);
  }

  private static Examination withSlice(Examination sound, boolean answerable, int questions) {
    return new Examination(
        sound.questions(),
        sound.nextTrack(),
        sound.secondHalf(),
        sound.mostPopular(),
        sound.overMostPopular(),
        List.of(
            new SliceResult("artist", "tail", questions, answerable, estimate(0), estimate(0)),
            sound.slices().get(0)),
        sound.behaviour(),
        sound.comparison(),
        1);
  }
}

package io.segue.app.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.app.canary.Judgement.Verdict;
import io.segue.app.quality.RankCounts;
import io.segue.schemas.Canary;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials on invented listeners, many of each kind. */
class EvidenceTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final double ERROR_RATE = 0.05;
  private static final int RUNS = 200;
  private static final int PLAYLISTS = 10_000;
  private static final int LOOK_EVERY = 25;

  @Test
  void nothingSeenIsNoEvidence() {
    Evidence evidence = Evidence.of(0.1, 0, 0, 0, 0);

    assertThat(evidence.better()).isCloseTo(1, within(1e-9));
    assertThat(evidence.worse()).isCloseTo(1, within(1e-9));
  }

  @Test
  void evidenceOfHalvesIsTheSameWithTheSidesExchanged() {
    Evidence one = Evidence.of(0.5, 100, 10, 100, 30);
    Evidence other = Evidence.of(0.5, 100, 30, 100, 10);

    assertThat(one.better()).isCloseTo(other.worse(), within(1e-9));
    assertThat(one.better()).isGreaterThan(10).isGreaterThan(one.worse());
  }

  @Test
  void hugeTrialsGiveFiniteEvidence() {
    Evidence evidence = Evidence.of(0.5, 1_000_000, 0, 1_000_000, 1_000_000);

    assertThat(evidence.better()).isFinite();
    assertThat(evidence.worse()).isBetween(0.0, 1.0);
  }

  /**
   * The stated error rate, over 200 trials of a version against itself that are looked at 400 times
   * each. Hit rates drift by half with time, and playlists differ.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5})
  void aVersionAgainstItselfIsHardlyEverDecided(double share) {
    int decided = 0;
    for (int run = 0; run < RUNS; run++) {
      decided += decidedAfter(share, 0.2, 0.2, 1_000 + run, Verdict.CONTINUE) < 0 ? 0 : 1;
    }

    System.out.printf(
        "A/A, share %.2f: %d of %d trials were decided; %.0f are allowed%n",
        share, decided, RUNS, RUNS * ERROR_RATE);
    assertThat(decided).isLessThanOrEqualTo((int) (RUNS * ERROR_RATE));
  }

  @Test
  void aBetterVersionIsPromoted() {
    int sum = 0;
    for (int run = 0; run < 20; run++) {
      int after = decidedAfter(0.5, 0.2, 0.3, run, Verdict.PROMOTE);
      assertThat(after).as("run %d", run).isPositive();
      sum += after;
    }
    System.out.printf("HR 0.2 against 0.3, halves: promoted after %d playlists%n", sum / 20);
  }

  @Test
  void aWorseVersionIsRolledBackAlsoWhenItHasASmallShare() {
    int sum = 0;
    for (int run = 0; run < 20; run++) {
      int after = decidedAfter(0.1, 0.2, 0.05, run, Verdict.ROLL_BACK);
      assertThat(after).as("run %d", run).isPositive();
      sum += after;
    }
    System.out.printf("HR 0.2 against 0.05, a tenth: rolled back after %d playlists%n", sum / 20);
  }

  /**
   * After how many playlists a trial is decided, -1 when it is not.
   *
   * @param expected what the decision must be; {@code CONTINUE} for any
   */
  private static int decidedAfter(
      double share, double activeRate, double candidateRate, long seed, Verdict expected) {
    Random random = new Random(seed);
    Canary canary = new Canary("v2", share, NOON, NOON.plusSeconds(1), 20, 1, ERROR_RATE);
    RankCounts[] sides = {RankCounts.NONE, RankCounts.NONE};
    for (int playlist = 1; playlist <= PLAYLISTS; playlist++) {
      double drift = 1 + 0.5 * Math.sin(playlist / 500.0);
      double ease = 2 * random.nextDouble();
      int side = random.nextDouble() < share ? 1 : 0;
      double rate = (side == 1 ? candidateRate : activeRate) * drift * ease;
      sides[side] = sides[side].with(random.nextDouble() < rate ? 1 : 0);
      if (playlist % LOOK_EVERY == 0) {
        Verdict verdict = Judgement.of(canary, sides[0], sides[1], NOON).verdict();
        if (verdict != Verdict.CONTINUE) {
          return expected == Verdict.CONTINUE || verdict == expected ? playlist : -1;
        }
      }
    }
    return -1;
  }
}

package io.segue.trainer.pipeline;

import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.ranking.SearchSettings;
import java.time.Duration;

/**
 * About how long the ranking may take to be searched for and trained.
 *
 * <p>The settings are scaled to the data and to this time by an estimate of the work, not by a
 * clock, so that the same data and budget give the same ranking on any machine; a machine that is
 * slower, or busy, takes longer.
 *
 * @param time on processors like those of the estimate (3 GHz with 512-bit registers); zero for no
 *     ranking
 */
public record RankingBudget(Duration time) {

  /** No ranking. */
  public static final RankingBudget OFF = new RankingBudget(Duration.ZERO);

  /** The next-track vectors of a model take no more than this. */
  static final long VECTOR_BYTES_MAX = 384L << 20;

  private static final int[] DIMENSIONS = {96, 64, 48, 32, 16};

  /** With less than this share of the full work, vectors are short. */
  private static final double LONG_VECTORS_SHARE = 0.5;

  private static final int SHORT_DIMENSION = 48;

  /** Inputs and outputs of the one model, and what is both of the other. */
  private static final long TABLES = 3;

  // Processor seconds of the full settings, measured on 2,127 playlists of 82,000 events with
  // 7,197 cases for each stretch of time (docs/decisions.md), when there were one model of
  // next-track vectors and two stretches of time; scaled to two models and three stretches.
  private static final double SECONDS_FIXED = 60;
  private static final double SECONDS_PER_EVENT = 3e-4;
  private static final double SECONDS_PER_CASE = 1.1e-2;

  /** Checks the sign. */
  public RankingBudget {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the time for the ranking must not be negative");
    }
  }

  /** Whether there is to be no ranking. */
  public boolean isOff() {
    return time.isZero();
  }

  /** The settings for such sessions. */
  SearchSettings settings(Sessions sessions, int tracks, int threads, long seed) {
    SearchSettings full = SearchSettings.DEFAULTS.with(threads, seed);
    double cases =
        Math.min(full.trainingCases(), full.stretchShare() * (sessions.events() - sessions.size()));
    double seconds =
        SECONDS_FIXED + SECONDS_PER_EVENT * sessions.events() + SECONDS_PER_CASE * cases;
    double share = Math.min(1, time.toMillis() / 1e3 * threads / seconds);
    return full.scaledTo(share, (int) cases, dimension(tracks, share < LONG_VECTORS_SHARE));
  }

  /** Whether next-track vectors of any length fit. */
  static boolean fits(int tracks) {
    return bytes(tracks, DIMENSIONS[DIMENSIONS.length - 1]) <= VECTOR_BYTES_MAX;
  }

  private static int dimension(int tracks, boolean isShort) {
    for (int dimension : DIMENSIONS) {
      if ((!isShort || dimension <= SHORT_DIMENSION)
          && bytes(tracks, dimension) <= VECTOR_BYTES_MAX) {
        return dimension;
      }
    }
    throw new IllegalArgumentException(tracks + " tracks are too many for next-track vectors");
  }

  private static long bytes(int tracks, int dimension) {
    return TABLES * Float.BYTES * tracks * VectorTable.strideOf(dimension);
  }
}

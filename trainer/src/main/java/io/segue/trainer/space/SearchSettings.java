package io.segue.trainer.space;

import java.time.Duration;
import java.util.Optional;

/**
 * How a search goes through its space, and when it ends.
 *
 * @param method in which order points are tried
 * @param trials how many points are tried at most, 1 to 10,000; a grid may have fewer
 * @param time after which no further trial is started; those under way are finished
 * @param seed of the points that are drawn
 * @param reduction of {@code reduction} trials on a rung one goes up to the next, 2 to 10; only for
 *     successive halving
 * @param epochsMin how many epochs a trial has on the first rung, 1 or more; each rung has {@code
 *     reduction} times as many, up to the space's epochs; only for successive halving
 * @param patience the search ends when so many trials in a row have not been better than the best
 *     before them; 0 never
 * @param parallel how many trials may be under way at once, 1 to 1,000: what to try next is decided
 *     by the results of all trials but the latest {@code parallel - 1}, so that it does not depend
 *     on how many threads or machines there are, nor on how fast they are
 * @param objective by what trials are compared
 */
public record SearchSettings(
    Method method,
    int trials,
    Optional<Duration> time,
    long seed,
    int reduction,
    int epochsMin,
    int patience,
    int parallel,
    Objective objective) {

  /** More trials than this are taken for a mistake. */
  public static final int TRIALS_MAX = 10_000;

  /** The whole grid. */
  public static final SearchSettings DEFAULT =
      new SearchSettings(
          Method.GRID, TRIALS_MAX, Optional.empty(), 42, 3, 1, 0, 16, Objective.LAST_TRACK);

  /** In which order points are tried. */
  public enum Method {
    /** Every combination of the listed values. */
    GRID,
    /** Points drawn at random. */
    RANDOM,
    /** Points drawn at random, for few epochs first; the better ones then for more. */
    ASHA
  }

  /** By what trials are compared. */
  public enum Objective {
    /** By the last known track alone, as published figures are made. */
    LAST_TRACK,
    /** By the best query of several tracks, without those of the playlist: as it is served. */
    QUERY
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first setting that is out of its range
   */
  public SearchSettings {
    check("trials", trials, 1, TRIALS_MAX);
    check("reduction", reduction, 2, 10);
    check("min_epochs", epochsMin, 1, 10_000);
    check("patience", patience, 0, TRIALS_MAX);
    check("parallel", parallel, 1, 1_000);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d, not %d".formatted(name, min, max, value));
    }
  }
}

package io.segue.app.rules;

import io.segue.schemas.Successions;
import io.segue.schemas.SuccessorHistory;

/**
 * What the stream learns; alike on all instances, because it shapes the topology.
 *
 * @param steps for how many of a playlist's last tracks each event tells that something followed, 0
 *     to {@value #STEPS_MAX}; each costs a record that is handed on. 0 learns nothing, and leaves
 *     that part of the topology out
 * @param halfLifeMs after how many milliseconds an occurrence counts half, above 0
 */
public record LearningSettings(int steps, double halfLifeMs) {

  /** The greatest number of steps. */
  public static final int STEPS_MAX = 10;

  /** The default of {@code halfLifeMs}, in hours. */
  public static final int HALF_LIFE_HOURS_DEFAULT = 168;

  private static final double HOUR_MS = 3_600_000;

  /** Learns nothing: what serves unless told otherwise. */
  public static final LearningSettings OFF =
      new LearningSettings(0, HALF_LIFE_HOURS_DEFAULT * HOUR_MS);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException saying which is wrong
   */
  public LearningSettings {
    if (steps < 0 || steps > STEPS_MAX) {
      throw new IllegalArgumentException(
          "learning goes 0 to %d steps back, not %d".formatted(STEPS_MAX, steps));
    }
    if (!(halfLifeMs > 0)) {
      throw new IllegalArgumentException("the half-life of what is learnt must be above 0");
    }
  }

  /** Settings as the command line has them. */
  public static LearningSettings of(int steps, int halfLifeHours) {
    return new LearningSettings(steps, halfLifeHours * HOUR_MS);
  }

  /** What learns, where learning is on and nothing else is said. */
  public static LearningSettings on() {
    return of(Successions.STEPS_DEFAULT, HALF_LIFE_HOURS_DEFAULT);
  }

  /** Whether anything is learnt. */
  public boolean isOn() {
    return steps > 0;
  }

  /** What successions do to what is kept of a track. */
  public SuccessorHistory history() {
    return new SuccessorHistory(halfLifeMs);
  }
}

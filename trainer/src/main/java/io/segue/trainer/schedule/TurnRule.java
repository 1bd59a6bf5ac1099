package io.segue.trainer.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when it is time to train. Whichever of the conditions comes first counts. Immutable.
 *
 * @param every how long after the last training, null not to go by time
 * @param afterEvents after how many new events, null not to count them
 */
public record TurnRule(@Nullable Duration every, @Nullable Long afterEvents) {

  /** Between two trainings for drift: what a training does not mend is not tried again at once. */
  static final Duration DRIFT_PAUSE = Duration.ofHours(1);

  /**
   * What is known about the last training, whether it published or failed, and about the events.
   *
   * @param lastTraining when it was, empty when there was none
   * @param newEvents how many events came since; all of them when there was no training
   * @param drift how the events differ from what the version in force was trained on, as a clause;
   *     empty when they do not, or nobody watches
   */
  public record Situation(Optional<Instant> lastTraining, long newEvents, Optional<String> drift) {}

  /** Why it is time to train, in a few words; empty when it is not. */
  public Optional<String> due(Situation situation, Instant now) {
    if (every != null) {
      if (situation.lastTraining().isEmpty()) {
        return Optional.of("nothing has been trained yet");
      }
      if (!now.isBefore(situation.lastTraining().get().plus(every))) {
        return Optional.of("the last training was at " + situation.lastTraining().get());
      }
    }
    if (afterEvents != null && situation.newEvents() >= afterEvents) {
      return Optional.of(situation.newEvents() + " events have come since the last training");
    }
    boolean rested =
        situation.lastTraining().map(last -> !now.isBefore(last.plus(DRIFT_PAUSE))).orElse(true);
    return rested ? situation.drift() : Optional.empty();
  }
}

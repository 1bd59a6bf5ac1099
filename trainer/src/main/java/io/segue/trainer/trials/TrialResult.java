package io.segue.trainer.trials;

import io.segue.trainer.space.SearchSettings.Objective;
import org.jspecify.annotations.Nullable;

/**
 * How a trial went.
 *
 * @param trial which one
 * @param validation what it scored on the validation part, null when it failed
 * @param query the query-time settings that did best with it, null when it failed or none were
 *     tried
 * @param wordsPerSecond tracks of the training part read a second, all epochs counted
 * @param trainingSeconds how long the training took
 * @param cpuSeconds the processor time of the threads that trained
 * @param evaluationSeconds how long measuring took
 * @param failure why it failed, null when it did not
 */
public record TrialResult(
    Trial trial,
    @Nullable Metrics validation,
    @Nullable TunedQuery query,
    double wordsPerSecond,
    double trainingSeconds,
    double cpuSeconds,
    double evaluationSeconds,
    @Nullable String failure) {

  /** A trial that has no result but the reason for that. */
  public static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(trial, null, null, 0, 0, 0, 0, reason);
  }

  /**
   * Better by the objective's hit rate, then by its MRR; a failed one is worse than any other, and
   * of equals the one with the lower number is better: trials end in any order, and which is chosen
   * must not be left to chance.
   */
  boolean isBetterThan(@Nullable TrialResult other, Objective objective) {
    Metrics mine = score(objective);
    if (mine == null) {
      return false;
    }
    Metrics others = other == null ? null : other.score(objective);
    if (other == null || others == null) {
      return true;
    }
    int byHitRate = Double.compare(mine.hitRate(), others.hitRate());
    int byMrr = Double.compare(mine.mrr(), others.mrr());
    int byNumber = Integer.compare(other.trial.number(), trial.number());
    return byHitRate != 0 ? byHitRate > 0 : byMrr != 0 ? byMrr > 0 : byNumber > 0;
  }

  private @Nullable Metrics score(Objective objective) {
    return objective == Objective.QUERY && query != null ? query.metrics() : validation;
  }
}

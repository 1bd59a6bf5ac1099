package io.segue.trainer.trials;

import org.jspecify.annotations.Nullable;

/**
 * How a trial went.
 *
 * @param trial which one
 * @param validation what it scored on the validation part, null when it failed
 * @param wordsPerSecond tracks of the training part read a second, all epochs counted
 * @param trainingSeconds how long the training took
 * @param cpuSeconds the processor time of the threads that trained
 * @param evaluationSeconds how long measuring took
 * @param failure why it failed, null when it did not
 */
public record TrialResult(
    Trial trial,
    @Nullable Metrics validation,
    double wordsPerSecond,
    double trainingSeconds,
    double cpuSeconds,
    double evaluationSeconds,
    @Nullable String failure) {

  static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(trial, null, 0, 0, 0, 0, reason);
  }

  /** Better by hit rate, then by MRR; a failed one is worse than any other. */
  boolean isBetterThan(@Nullable TrialResult other) {
    if (validation == null) {
      return false;
    }
    if (other == null || other.validation == null) {
      return true;
    }
    int byHitRate = Double.compare(validation.hitRate(), other.validation.hitRate());
    int byMrr = Double.compare(validation.mrr(), other.validation.mrr());
    // Trials end in any order; equal ones must not be chosen by chance.
    int byNumber = Integer.compare(other.trial.number(), trial.number());
    return byHitRate != 0 ? byHitRate > 0 : byMrr != 0 ? byMrr > 0 : byNumber > 0;
  }
}

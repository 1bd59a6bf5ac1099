package io.segue.trainer.examination;

import io.segue.recommender.evaluation.TargetRanks.Estimate;

/**
 * How some of the questions were answered.
 *
 * @param kind what they were told apart by
 * @param name which of them these are
 * @param questions how many there are
 * @param answerable whether the right answers are tracks that the model knows at all
 * @param hitRate the hit rate of lists of 100
 * @param reciprocalRank the mean reciprocal rank in them
 */
public record SliceResult(
    String kind,
    String name,
    int questions,
    boolean answerable,
    Estimate hitRate,
    Estimate reciprocalRank) {}

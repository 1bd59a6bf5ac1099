package io.segue.trainer.examination;

import io.segue.recommender.evaluation.TargetRanks.Estimate;

/**
 * How the examined model stands to the active version on the same questions.
 *
 * @param version the active version
 * @param sameSplit whether it has certainly seen none of the questions in its training
 * @param hitRate the active version's hit rate of lists of 100
 * @param difference the examined model's hit rate minus the active version's, question by question
 */
public record Comparison(
    String version, boolean sameSplit, Estimate hitRate, Estimate difference) {}

package io.segue.trainer.pipeline;

import io.segue.trainer.space.SearchPlan;

/**
 * How a training goes about it.
 *
 * @param plan which hyperparameters of the vectors are tried
 * @param seed of the training in every trial, and of the ranking
 * @param threads how many threads to use, at least 1
 * @param ranking how long the ranking may take
 */
public record TrainingSettings(SearchPlan plan, long seed, int threads, RankingBudget ranking) {}

package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.Ranges;
import java.util.Map;

/**
 * How trees are boosted. Names and meanings are XGBoost's, except where said.
 *
 * @param rounds how many trees are grown
 * @param depth the greatest depth of a tree
 * @param learningRate by how much each tree's values are shrunk
 * @param rowShare the share of the rows that each tree sees
 * @param featureShare the share of the features that each tree sees
 * @param seed of every random choice
 */
public record TreeSettings(
    int rounds, int depth, double learningRate, double rowShare, double featureShare, long seed) {

  private static final int ROUNDS_MAX = 10_000;

  /** What {@link io.segue.recommender.ranking.TreeEnsemble} can hold. */
  private static final int DEPTH_MAX = 12;

  /** A start that is good on sessions. */
  public static final TreeSettings DEFAULTS = new TreeSettings(400, 6, 0.08, 0.8, 0.6, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public TreeSettings {
    Ranges.between("rounds", rounds, 1, ROUNDS_MAX);
    Ranges.between("depth", depth, 1, DEPTH_MAX);
    Ranges.share("learningRate", learningRate);
    Ranges.share("rowShare", rowShare);
    Ranges.share("featureShare", featureShare);
  }

  /** The same with another number of trees. */
  public TreeSettings withRounds(int other) {
    return new TreeSettings(other, depth, learningRate, rowShare, featureShare, seed);
  }

  Map<String, Object> parameters(int threads) {
    return Map.of(
        "tree_method", "hist",
        "max_depth", depth,
        "eta", learningRate,
        "subsample", rowShare,
        "colsample_bytree", featureShare,
        "min_child_weight", 5.0,
        "lambda", 2.0,
        "base_score", 0.0,
        "nthread", threads,
        "seed", seed);
  }
}

package io.segue.trainer.ranking;

import io.segue.recommender.evaluation.TargetRanks;

/**
 * What a configuration is judged by: hit rate and reciprocal rank, each relative to a baseline.
 *
 * @param list the length of the list that is judged, from 1
 * @param hitRateShare the weight of the hit rate; the rest is the reciprocal rank's
 */
public record Objective(int list, double hitRateShare) {

  /** The mean of HR@20 and MRR@20. */
  public static final Objective DEFAULT = new Objective(20, 0.5);

  /** The tutorial's: HR@100. */
  public static final Objective HITS_OF_100 = new Objective(100, 1);

  /** Checks the ranges. */
  public Objective {
    if (list < 1) {
      throw new IllegalArgumentException("a list has at least 1 place, not " + list);
    }
    if (!(hitRateShare >= 0 && hitRateShare <= 1)) {
      throw new IllegalArgumentException(
          "the hit rate's share must lie between 0 and 1, " + hitRateShare + " does not");
    }
  }

  /** The same with another weight of the hit rate. */
  Objective withHitRateShare(double other) {
    return new Objective(list, other);
  }

  double hitRate(TargetRanks ranks) {
    return ranks.mean(TargetRanks.hitRate(list));
  }

  double reciprocalRank(TargetRanks ranks) {
    return ranks.mean(TargetRanks.reciprocalRank(list));
  }

  /** How good ranks are: 1 when they are as good as the baseline. */
  double value(TargetRanks ranks, TargetRanks baseline) {
    return hitRateShare * hitRate(ranks) / Math.max(1e-9, hitRate(baseline))
        + (1 - hitRateShare) * reciprocalRank(ranks) / Math.max(1e-9, reciprocalRank(baseline));
  }

  /** Both metrics, in percent. */
  public String words(TargetRanks ranks) {
    return "HR@%d %.2f %%, MRR@%d %.2f %%"
        .formatted(list, 100 * hitRate(ranks), list, 100 * reciprocalRank(ranks));
  }
}

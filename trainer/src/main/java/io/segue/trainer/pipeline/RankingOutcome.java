package io.segue.trainer.pipeline;

import io.segue.recommender.ranking.RankingModel;
import io.segue.trainer.card.RankingProfile;
import org.jspecify.annotations.Nullable;

/**
 * What came of making a ranking.
 *
 * @param model the ranking; null when there is none
 * @param profile what there is to say about it, or why there is none
 */
record RankingOutcome(@Nullable RankingModel model, RankingProfile profile) {

  /** There is no ranking, and this clause says why. */
  static RankingOutcome none(String reason) {
    return new RankingOutcome(null, RankingProfile.none(reason));
  }
}

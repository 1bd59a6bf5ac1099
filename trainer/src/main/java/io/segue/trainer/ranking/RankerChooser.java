package io.segue.trainer.ranking;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.Ranker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.ranking.TreeEnsemble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the ranker, its size and the length of the shortlist on the hold-out: what is best by the
 * objective of all that keep to the budget of time. The linear ranker is the baseline, and is
 * chosen where trees do not pay.
 */
final class RankerChooser {

  private static final Logger LOG = LoggerFactory.getLogger(RankerChooser.class);
  private static final int SHORTLIST_MIN = 40;

  /** What is more expensive must be better by so much, relatively. */
  private static final double GAIN_MIN = 0.0005;

  /** What a query may take where the linear baseline is over the budget of time, as a factor. */
  private static final double OVER_BASELINE = 1.25;

  /** The share of the budget of time beyond which it is not the shortlist that is expensive. */
  private static final double FINDING_MAX = 0.9;

  private final SearchSettings settings;
  private final TimeSplit holdout;
  private final int[] cases;

  RankerChooser(SearchSettings settings, TimeSplit holdout) {
    this.settings = settings;
    this.holdout = holdout;
    this.cases =
        holdout.cases(
            settings.asked().of(holdout.future()), settings.validationCases(), settings.seed() + 3);
  }

  /**
   * What was chosen.
   *
   * @param trees how the trees are boosted; null for the linear ranker
   * @param outcome how it did on the hold-out
   */
  record Choice(
      RankingSettings settings, @Nullable TreeSettings trees, CaseEvaluator.Outcome outcome) {

    String words() {
      return trees == null ? "linear" : trees.rounds() + " trees of depth " + trees.depth();
    }

    /** Trains the chosen ranker on other groups. */
    Ranker train(TrainingGroups groups, SearchSettings search) {
      return trees == null
          ? new LinearRanker(SoftmaxTrainer.train(groups, search.seed()))
          : TreeTrainer.train(groups, trees, search.threads());
    }
  }

  /**
   * Trains rankers and compares them.
   *
   * @param model what finds the candidates of the hold-out
   */
  Choice choose(TrainingGroups groups, RankingModel model) throws InterruptedException {
    LinearRanker linear = new LinearRanker(SoftmaxTrainer.train(groups, settings.seed()));
    Choice baseline = assess(model.withRanker(linear), null);
    LOG.info(
        "{} trees are boosted on {} groups, {} rows",
        settings.trees().rounds(),
        groups.size(),
        groups.rows());
    TreeEnsemble trees = TreeTrainer.train(groups, settings.trees(), settings.threads());
    Choice best = baseline;
    for (int quarter = 1; quarter <= 4; quarter++) {
      int rounds = trees.trees() * quarter / 4;
      best =
          better(
              best,
              assess(model.withRanker(trees.head(rounds)), settings.trees().withRounds(rounds)),
              baseline);
    }
    Ranker ranker = best.trees() == null ? linear : trees.head(best.trees().rounds());
    for (double factor : new double[] {0.67, 1.5, 2.5}) {
      RankingSettings other =
          model.settings().withShortlist((int) (model.settings().shortlist() * factor));
      best = better(best, assess(model.with(other, ranker), best.trees()), baseline);
    }
    return cut(best, ranker, model);
  }

  /**
   * The same with a shortlist short enough for the budget of time. Where even the shortest one
   * hardly keeps to it, finding the candidates is what takes the time: then nothing is cut, for
   * answers would be given up and no time saved.
   */
  private Choice cut(Choice best, Ranker ranker, RankingModel model) throws InterruptedException {
    if (best.outcome().micros(0.5) <= settings.microsMax()) {
      return best;
    }
    LOG.info("over the budget of time: shorter shortlists are tried");
    Choice shortest = shortened(best, SHORTLIST_MIN, ranker, model);
    if (shortest.outcome().micros(0.5) > FINDING_MAX * settings.microsMax()) {
      LOG.warn(
          "finding the candidates takes most of the budget of {} us a query: no shortlist is short"
              + " enough",
          Math.round(settings.microsMax()));
      return best;
    }
    int length = best.settings().shortlist() * 2 / 3;
    while (length > SHORTLIST_MIN) {
      Choice shorter = shortened(best, length, ranker, model);
      if (shorter.outcome().micros(0.5) <= settings.microsMax()) {
        return shorter;
      }
      length = length * 2 / 3;
    }
    return shortest;
  }

  private Choice shortened(Choice best, int length, Ranker ranker, RankingModel model)
      throws InterruptedException {
    return assess(model.with(best.settings().withShortlist(length), ranker), best.trees());
  }

  private Choice better(Choice best, Choice other, Choice baseline) {
    // Where finding candidates is over the budget already, that is not the ranker's doing.
    double microsMax =
        Math.max(settings.microsMax(), OVER_BASELINE * baseline.outcome().micros(0.5));
    boolean affordable = other.outcome().micros(0.5) <= microsMax;
    TargetRanks base = baseline.outcome().ranks();
    double gain =
        settings.objective().value(other.outcome().ranks(), base)
            - settings.objective().value(best.outcome().ranks(), base);
    return affordable && gain > GAIN_MIN ? other : best;
  }

  private Choice assess(RankingModel model, @Nullable TreeSettings trees)
      throws InterruptedException {
    CaseEvaluator.Outcome outcome =
        CaseEvaluator.evaluate(model, holdout.future(), cases, settings.threads());
    Choice choice = new Choice(model.settings(), trees, outcome);
    LOG.info(
        "hold-out, {}, shortlist of {}: {}, {} us a query at the median",
        choice.words(),
        model.settings().shortlist(),
        settings.objective().words(outcome.ranks()),
        Math.round(outcome.micros(0.5)));
    return choice;
  }
}

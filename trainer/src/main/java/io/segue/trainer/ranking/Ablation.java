package io.segue.trainer.ranking;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.retrieval.NextTrackModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out each source and each stage in turn. Everything after what is left out is learnt again,
 * from one stretch of time; all rows are of the same cases, the hold-out's. For the sake of time
 * rankers learn from fewer cases than the search gives them, so that rows compare with each other
 * only.
 */
public final class Ablation {

  private static final Logger LOG = LoggerFactory.getLogger(Ablation.class);
  private static final int TRAINING_CASES = 30_000;
  private static final int ROUNDS = 200;

  /** Long enough to rank whatever is found. */
  private static final int NO_SHORTLIST = 1_500;

  private final RankingSearch search;
  private final SearchSettings settings;
  private final RankingSearch.Prepared prepared;
  private final List<Row> rows = new ArrayList<>();

  Ablation(RankingSearch search, SearchSettings settings, RankingSearch.Prepared prepared) {
    this.search = search;
    this.settings = settings;
    this.prepared = prepared;
  }

  /**
   * What was left out, and what came of it.
   *
   * @param name of what was left out
   */
  public record Row(String name, CaseEvaluator.Outcome outcome) {}

  List<Row> rows() throws InterruptedException {
    RankingSettings all = prepared.settings();
    learn("nothing", all, parts -> parts, true);
    learn("tracks of the playlist", all.withOwnTracks(false), parts -> parts, false);
    learn("neighbouring sessions", all.withNeighbours(List.of()), parts -> parts, false);
    learn(
        "all neighbourhoods but one",
        all.withNeighbours(all.neighbours().subList(0, 1)),
        parts -> parts,
        false);
    learn("sequence rules", all.withRules(List.of()), parts -> parts, false);
    learn("nearest neighbours", all.withNearest(0), parts -> parts, false);
    if (all.sameArtist() > 0) {
      learn("tracks by the same artists", all.withSameArtist(0), parts -> parts, false);
    }
    if (all.popular() > 0) {
      learn("popular tracks", all.withPopular(0), parts -> parts, false);
    }
    if (!prepared.everything().artists().isEmpty()) {
      learn("artists", all.withSameArtist(0), Ablation::withoutArtists, false);
    }
    learn("vectors of what follows", all, parts -> vectors(parts, model -> model.tied()), false);
    learn(
        "vectors of what belongs together",
        all.withNearest(0),
        parts -> vectors(parts, model -> !model.tied()),
        false);
    learn("all vectors", all.withNearest(0), parts -> vectors(parts, model -> false), false);
    learn("the shortlist: all are ranked", all.withShortlist(NO_SHORTLIST), parts -> parts, false);
    return rows;
  }

  private void learn(
      String name, RankingSettings changed, UnaryOperator<RankingParts> change, boolean withStages)
      throws InterruptedException {
    RankingSearch.Stretch tuning = change(prepared.tuning(), change);
    RankingSearch.Stretch holdout = change(prepared.holdout(), change);
    float[] weights = search.shortlistWeights(tuning, changed);
    TrainingGroups groups = search.groups(tuning, changed, weights, TRAINING_CASES);
    RankingModel model =
        RankingModel.untrained(holdout.past(), changed).withShortlistWeights(weights);
    TreeSettings trees = settings.trees().withRounds(Math.min(ROUNDS, settings.trees().rounds()));
    add(name, model.withRanker(TreeTrainer.train(groups, trees, settings.threads())), holdout);
    if (withStages) {
      add(
          "trees: a linear ranker",
          model.withRanker(new LinearRanker(SoftmaxTrainer.train(groups, settings.seed()))),
          holdout);
    }
  }

  private void add(String name, RankingModel model, RankingSearch.Stretch holdout)
      throws InterruptedException {
    TimeSplit split = holdout.split();
    int[] cases =
        split.cases(
            settings.asked().of(split.future()), settings.validationCases(), settings.seed() + 3);
    CaseEvaluator.Outcome outcome =
        CaseEvaluator.evaluate(model, split.future(), cases, settings.threads());
    TargetRanks ranks = outcome.ranks();
    LOG.info(
        "without {}: {}, {} us a query at the median",
        name,
        settings.objective().words(ranks),
        Math.round(outcome.micros(0.5)));
    rows.add(new Row(name, outcome));
  }

  private static RankingSearch.Stretch change(
      RankingSearch.Stretch stretch, UnaryOperator<RankingParts> change) {
    return new RankingSearch.Stretch(stretch.split(), change.apply(stretch.past()));
  }

  private static RankingParts withoutArtists(RankingParts parts) {
    return new RankingParts(parts.index(), parts.nextTracks(), ArtistTracks.NONE, parts.nearest());
  }

  private static RankingParts vectors(RankingParts parts, Predicate<NextTrackModel> kept) {
    List<NextTrackModel> models = parts.nextTracks().stream().filter(kept).toList();
    NextTrackGraph nearest = parts.nearest();
    boolean graphKept = nearest != null && models.contains(nearest.model());
    return new RankingParts(parts.index(), models, parts.artists(), graphKept ? nearest : null);
  }
}

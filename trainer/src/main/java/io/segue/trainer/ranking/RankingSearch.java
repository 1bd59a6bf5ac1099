package io.segue.trainer.ranking;

import static io.segue.trainer.ranking.SourceTuner.percent;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.Ranker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.ranking.TreeEnsemble;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a good configuration for sessions that nobody tuned for, and trains it.
 *
 * <pre>{@code
 * oldest                                   newest
 * |------------- past -------------|--A--|--B--|
 * }</pre>
 *
 * <ol>
 *   <li>The sources are tuned on A against an index of the past.
 *   <li>Shortlist and rankers learn from A against the past; they are compared on B against an
 *       index of the past and A. The winner's length is the one that was best there.
 *   <li>The winner learns again, from A and B each against what came before it.
 *   <li>Index and next-track vectors are made again of everything.
 * </ol>
 *
 * <p>So nothing is ever asked of a session that it was learnt from, and every comparison is about
 * the future. The objective is the mean of HR@20 and MRR@20, each relative to the shortlist's own
 * order, under a budget of time for a query.
 */
public final class RankingSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RankingSearch.class);
  private static final int PLAYLIST_MAX = 200;
  private static final int OCCURRENCES_MAX = 5_000;
  private static final int SHORTLIST_MIN = 40;
  private static final int NEIGHBOUR_EVENTS_MAX = 15_000;

  /** Many neighbours, hardly any idf: what goes with the whole playlist. */
  private static final NeighbourSettings WIDE =
      new NeighbourSettings(20, 5_000, 1_500, 8, 1, 0.5, 1, 1, 0.3);

  /** Few neighbours, seen closely. */
  private static final NeighbourSettings NARROW =
      new NeighbourSettings(20, 5_000, 100, 8, 1, 0.5, 1, 0.8, 0.3);

  private final Sessions sessions;
  private final int tracks;
  private final SearchSettings settings;
  private final Function<Sessions, NextTrackModel> vectorTrainer;

  private RankingSearch(
      Sessions sessions,
      int tracks,
      SearchSettings settings,
      Function<Sessions, NextTrackModel> vectorTrainer) {
    this.sessions = sessions;
    this.tracks = tracks;
    this.settings = settings;
    this.vectorTrainer = vectorTrainer;
  }

  /**
   * A model and how it was found.
   *
   * @param model trained on all sessions
   * @param settings how candidates are found
   * @param ranker in words
   * @param hitRate HR@20 on the hold-out
   * @param reciprocalRank MRR@20 on the hold-out
   * @param micros the median time of a query on the hold-out
   */
  public record Found(
      RankingModel model,
      RankingSettings settings,
      String ranker,
      double hitRate,
      double reciprocalRank,
      double micros) {}

  /**
   * Searches and trains.
   *
   * @param sessions oldest first
   * @param tracks how many tracks there are
   * @throws IllegalArgumentException when there are too few sessions to hold any out
   */
  public static Found search(Sessions sessions, int tracks, SearchSettings settings)
      throws InterruptedException {
    return search(
        sessions,
        tracks,
        settings,
        past -> NextTrackTrainer.train(past, tracks, settings.nextTrack()));
  }

  /** The same with next-track vectors from elsewhere: asked for each stretch of time, at once. */
  public static Found search(
      Sessions sessions,
      int tracks,
      SearchSettings settings,
      Function<Sessions, NextTrackModel> vectorTrainer)
      throws InterruptedException {
    return new RankingSearch(sessions, tracks, settings, vectorTrainer).run();
  }

  private Found run() throws InterruptedException {
    int stretch = (int) (sessions.size() * settings.futureShare());
    int cutA = sessions.size() - 2 * stretch;
    int cutB = sessions.size() - stretch;
    if (stretch < 10) {
      throw new IllegalArgumentException(
          "%d sessions are too few to hold some out; at least 100 are needed"
              .formatted(sessions.size()));
    }
    TimeSplit a = TimeSplit.at(sessions, tracks, cutA, cutB);
    TimeSplit b = TimeSplit.at(sessions, tracks, cutB, sessions.size());
    SessionIndex indexA = index(a.past());
    SessionIndex indexB = index(b.past());

    RankingSettings found = tune(a, indexA);
    List<NextTrackModel> vectors = trainVectors(List.of(a.past(), b.past(), sessions));

    RankingModel first =
        RankingModel.untrained(RankingParts.of(indexA, List.of(vectors.get(0))), found);
    int[] casesA = a.cases(settings.trainingCases(), settings.seed() + 1);
    int[] casesB = b.cases(settings.trainingCases(), settings.seed() + 2);
    int[] validation = b.cases(settings.validationCases(), settings.seed() + 3);
    float[] weights =
        SoftmaxTrainer.train(
            new GroupCollector(
                    first,
                    a.future(),
                    a.cases(20_000, settings.seed() + 4),
                    settings.negatives(),
                    settings.seed())
                .raw(settings.threads()),
            settings.seed());
    RankingModel modelA = first.withShortlistWeights(weights);
    RankingModel modelB =
        RankingModel.untrained(RankingParts.of(indexB, List.of(vectors.get(1))), found)
            .withShortlistWeights(weights);

    TrainingGroups groupsA = groups(modelA, a, casesA);
    LOG.info(
        "ranker: {} groups, {} rows, {} features",
        groupsA.size(),
        groupsA.rows(),
        groupsA.features());
    Choice choice = choose(groupsA, modelB, b, validation);

    TrainingGroups all = TrainingGroups.concat(List.of(groupsA, groups(modelB, b, casesB)));
    Ranker ranker =
        choice.rounds() == 0
            ? new LinearRanker(SoftmaxTrainer.train(all, settings.seed()))
            : TreeTrainer.train(
                all, settings.trees().withRounds(choice.rounds()), settings.threads());
    RankingModel model =
        new RankingModel(
            RankingParts.of(index(sessions), List.of(vectors.get(2))),
            choice.settings(),
            weights,
            ranker);
    return new Found(
        model,
        choice.settings(),
        choice.rounds() == 0
            ? "linear"
            : choice.rounds() + " trees of depth " + settings.trees().depth(),
        choice.hitRate(),
        choice.reciprocalRank(),
        choice.micros());
  }

  private SessionIndex index(Sessions of) {
    return new SessionIndex(of, tracks, OCCURRENCES_MAX);
  }

  private RankingSettings tune(TimeSplit a, SessionIndex index) throws InterruptedException {
    // What a source's query costs is the tracks that its neighbours have together.
    int neighboursMax =
        (int) Math.max(20, (long) NEIGHBOUR_EVENTS_MAX * sessions.size() / sessions.events());
    SourceTuner tuner =
        new SourceTuner(
            index,
            a.future(),
            a.cases(settings.tuningCases(), settings.seed()),
            PLAYLIST_MAX,
            settings.threads(),
            neighboursMax);
    NeighbourSettings start = atMost(NeighbourSettings.DEFAULTS, neighboursMax);
    NeighbourSettings hits = tuner.neighboursForHits(start);
    NeighbourSettings order = tuner.neighboursForOrder(start);
    RuleSettings rules = tuner.rules(RuleSettings.DEFAULTS);
    // Four views of the neighbourhood differ more than the best one does from itself: the ranker
    // gains most from sources that err in different ways.
    return RankingSettings.of(
        List.of(hits, order, atMost(WIDE, neighboursMax), atMost(NARROW, neighboursMax)),
        List.of(rules),
        PLAYLIST_MAX,
        settings.shortlist());
  }

  private static NeighbourSettings atMost(NeighbourSettings neighbours, int max) {
    return neighbours.withNeighbours(Math.min(max, neighbours.neighbours()));
  }

  private List<NextTrackModel> trainVectors(List<Sessions> stretches) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      List<Future<NextTrackModel>> futures =
          stretches.stream().map(past -> executor.submit(() -> vectorTrainer.apply(past))).toList();
      List<NextTrackModel> models = new ArrayList<>();
      for (Future<NextTrackModel> future : futures) {
        models.add(Shards.get(future));
      }
      LOG.info("next-track vectors: trained on {} stretches of time", models.size());
      return models;
    }
  }

  private TrainingGroups groups(RankingModel model, TimeSplit split, int[] cases)
      throws InterruptedException {
    return new GroupCollector(
            model, split.future(), cases, settings.negatives(), settings.seed() + 5)
        .described(settings.threads());
  }

  /** Which ranker it is to be; 0 rounds stand for the linear one. */
  private record Choice(
      RankingSettings settings, int rounds, double hitRate, double reciprocalRank, double micros) {}

  private Choice choose(TrainingGroups groups, RankingModel model, TimeSplit b, int[] validation)
      throws InterruptedException {
    LinearRanker linear = new LinearRanker(SoftmaxTrainer.train(groups, settings.seed()));
    TreeEnsemble trees = TreeTrainer.train(groups, settings.trees(), settings.threads());
    Choice base = assess(model.withRanker(linear), 0, b, validation);
    Choice best = base;
    double bestValue = 1;
    for (int quarter = 1; quarter <= 4; quarter++) {
      int rounds = trees.trees() * quarter / 4;
      Choice choice = assess(model.withRanker(trees.head(rounds)), rounds, b, validation);
      double value =
          0.5 * choice.hitRate() / Math.max(1e-9, base.hitRate())
              + 0.5 * choice.reciprocalRank() / Math.max(1e-9, base.reciprocalRank());
      if (value > bestValue) {
        best = choice;
        bestValue = value;
      }
    }
    while (best.micros() > settings.microsMax() && best.settings().shortlist() > SHORTLIST_MIN) {
      RankingSettings shorter =
          best.settings()
              .withShortlist(Math.max(SHORTLIST_MIN, best.settings().shortlist() * 2 / 3));
      LOG.info("over the budget of time: the shortlist is cut to {}", shorter.shortlist());
      Ranker ranker = best.rounds() == 0 ? linear : trees.head(best.rounds());
      best = assess(model.with(shorter, ranker), best.rounds(), b, validation);
    }
    return best;
  }

  private Choice assess(RankingModel model, int rounds, TimeSplit b, int[] validation)
      throws InterruptedException {
    CaseEvaluator.Outcome outcome =
        CaseEvaluator.evaluate(model, b.future(), validation, settings.threads());
    Choice choice =
        new Choice(
            model.settings(),
            rounds,
            outcome.ranks().mean(TargetRanks.hitRate(20)),
            outcome.ranks().mean(TargetRanks.reciprocalRank(20)),
            outcome.micros(0.5));
    LOG.info(
        "hold-out, {}: HR@20 {}, MRR@20 {}, {} us a query at the median",
        rounds == 0 ? "linear" : rounds + " trees",
        percent(choice.hitRate()),
        percent(choice.reciprocalRank()),
        Math.round(choice.micros()));
    return choice;
  }
}

package io.segue.trainer.ranking;

import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.ranking.Ranker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackGraph;
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
 * oldest                                        newest
 * |------------- past -------------|--A--|--B--|--C--|
 * }</pre>
 *
 * <ol>
 *   <li>The sources are tuned on B against an index of what came before it.
 *   <li>The shortlist learns from B, rankers from A and B, each stretch against what came before
 *       it; they are compared on C against an index of the past, A and B. The length of the winner
 *       and of the shortlist is the one that was best there, under a budget of time for a query.
 *   <li>The winner learns again, from A, B and C.
 *   <li>Index and next-track vectors are made again of everything.
 * </ol>
 *
 * <p>So nothing is ever asked of a session that it was learnt from, and every comparison is about
 * the future.
 */
public final class RankingSearch {

  private static final Logger LOG = LoggerFactory.getLogger(RankingSearch.class);
  private static final int PLAYLIST_MAX = 200;
  static final int OCCURRENCES_MAX = 5_000;
  private static final int NEIGHBOUR_EVENTS_MAX = 15_000;
  private static final int STRETCH_MIN = 10;
  private static final int SHORTLIST_CASES = 20_000;

  /** A source that brings fewer of the answers than this is not worth its time. */
  private static final double SOURCE_SHARE_MIN = 0.005;

  /** How many of the tracks that a next-track model expects most are candidates. */
  private static final int NEAREST = 100;

  static final HnswSettings GRAPH = new HnswSettings(12, 80, 1);

  /** Many neighbours, hardly any idf: what goes with the whole playlist. */
  private static final NeighbourSettings WIDE =
      new NeighbourSettings(20, 5_000, 1_500, 8, 1, 0.5, 1, 1, 0.3);

  /** Few neighbours, seen closely. */
  private static final NeighbourSettings NARROW =
      new NeighbourSettings(20, 5_000, 100, 8, 1, 0.5, 1, 0.8, 0.3);

  private final RankingData data;
  private final Sessions sessions;
  private final SearchSettings settings;
  private final Function<Sessions, List<NextTrackModel>> vectorTrainer;

  private RankingSearch(
      RankingData data,
      SearchSettings settings,
      Function<Sessions, List<NextTrackModel>> vectorTrainer) {
    this.data = data;
    this.sessions = data.sessions();
    this.settings = settings;
    this.vectorTrainer = vectorTrainer;
  }

  /**
   * A model and how it was found.
   *
   * @param model trained on all sessions
   * @param ranker in words
   * @param holdout how it did on the hold-out, before it learnt from the hold-out too
   */
  public record Found(RankingModel model, String ranker, CaseEvaluator.Outcome holdout) {}

  /** One stretch of time, and what is known of the time before it. */
  record Stretch(TimeSplit split, RankingParts past) {}

  /**
   * What rankers learn from.
   *
   * @param settings how candidates are found
   * @param stretches the oldest first; the last one is the hold-out
   * @param everything what is known in the end
   */
  record Prepared(RankingSettings settings, List<Stretch> stretches, RankingParts everything) {

    Stretch holdout() {
      return stretches.get(stretches.size() - 1);
    }

    /** The stretches before the hold-out. */
    List<Stretch> older() {
      return stretches.subList(0, stretches.size() - 1);
    }

    /** The stretch before the hold-out. */
    Stretch tuning() {
      return stretches.get(stretches.size() - 2);
    }
  }

  /**
   * Searches and trains.
   *
   * @throws IllegalArgumentException when there are too few sessions to hold any out
   */
  public static Found search(RankingData data, SearchSettings settings)
      throws InterruptedException {
    return search(data, settings, trainer(data, settings));
  }

  /** The same with next-track vectors from elsewhere: asked for each stretch of time, at once. */
  public static Found search(
      RankingData data,
      SearchSettings settings,
      Function<Sessions, List<NextTrackModel>> vectorTrainer)
      throws InterruptedException {
    return new RankingSearch(data, settings, vectorTrainer).run();
  }

  /**
   * What the search's parts are worth: each is left out in turn, on the hold-out.
   *
   * @throws IllegalArgumentException as {@link #search(RankingData, SearchSettings)}
   */
  public static List<Ablation.Row> ablation(RankingData data, SearchSettings settings)
      throws InterruptedException {
    RankingSearch search = new RankingSearch(data, settings, trainer(data, settings));
    return new Ablation(search, settings, search.prepare()).rows();
  }

  private static Function<Sessions, List<NextTrackModel>> trainer(
      RankingData data, SearchSettings settings) {
    return past ->
        settings.nextTracks().stream()
            .map(nextTrack -> NextTrackTrainer.train(past, data.tracks(), nextTrack))
            .toList();
  }

  private Found run() throws InterruptedException {
    Prepared prepared = prepare();
    RankingSettings found = prepared.settings();
    Stretch holdout = prepared.holdout();
    float[] weights = shortlistWeights(prepared.tuning(), found);
    List<TrainingGroups> groups = new ArrayList<>();
    for (Stretch stretch : prepared.older()) {
      groups.add(groups(stretch, found, weights));
    }
    RankerChooser.Choice choice =
        new RankerChooser(settings, holdout.split())
            .choose(
                TrainingGroups.concat(groups),
                RankingModel.untrained(holdout.past(), found).withShortlistWeights(weights));
    LOG.info("chosen: {} on a shortlist of {}", choice.words(), choice.settings().shortlist());

    groups.add(groups(holdout, found, weights));
    Ranker ranker = choice.train(TrainingGroups.concat(groups), settings);
    RankingModel model =
        new RankingModel(prepared.everything(), choice.settings(), weights, ranker);
    return new Found(model, choice.words(), choice.outcome());
  }

  private Prepared prepare() throws InterruptedException {
    List<TimeSplit> splits = splits();
    TimeSplit tuning = splits.get(splits.size() - 2);
    RankingSettings found = tune(tuning, index(tuning.past()));
    List<Sessions> pasts = new ArrayList<>(splits.stream().map(TimeSplit::past).toList());
    pasts.add(sessions);
    List<RankingParts> parts = parts(pasts);
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < splits.size(); i++) {
      stretches.add(new Stretch(splits.get(i), parts.get(i)));
    }
    if (parts.get(0).nearest() != null) {
      found = found.withNearest(NEAREST);
    }
    return new Prepared(found, stretches, parts.get(splits.size()));
  }

  /** The stretches of time, the oldest first. */
  private List<TimeSplit> splits() {
    int stretch = (int) (sessions.size() * settings.stretchShare());
    if (stretch < STRETCH_MIN) {
      throw new IllegalArgumentException(
          "%d sessions are too few to hold some out; at least %d are needed"
              .formatted(sessions.size(), (int) Math.ceil(STRETCH_MIN / settings.stretchShare())));
    }
    List<TimeSplit> splits = new ArrayList<>();
    for (int i = settings.stretches(); i > 0; i--) {
      int cut = sessions.size() - i * stretch;
      splits.add(TimeSplit.at(sessions, data.weights(), data.tracks(), cut, cut + stretch));
    }
    return splits;
  }

  private RankingSettings tune(TimeSplit split, SessionIndex index) throws InterruptedException {
    // What a source's query costs is the tracks that its neighbours have together.
    int neighboursMax =
        (int) Math.max(20, (long) NEIGHBOUR_EVENTS_MAX * sessions.size() / sessions.events());
    int[] cases = cases(split, settings.tuningCases(), settings.seed());
    SourceTuner tuner =
        new SourceTuner(
            index,
            split.future(),
            cases,
            PLAYLIST_MAX,
            settings.threads(),
            neighboursMax,
            settings.objective());
    NeighbourSettings start = atMost(NeighbourSettings.DEFAULTS, neighboursMax);
    NeighbourSettings hits = tuner.neighboursForHits(start);
    NeighbourSettings order = tuner.neighboursForOrder(start);
    RuleSettings rules = tuner.rules(RuleSettings.DEFAULTS);
    // Four views of the neighbourhood differ more than the best one does from itself: the ranker
    // gains most from sources that err in different ways.
    RankingSettings base =
        RankingSettings.of(
            List.of(hits, order, atMost(WIDE, neighboursMax), atMost(NARROW, neighboursMax)),
            List.of(rules),
            PLAYLIST_MAX,
            settings.shortlist());
    return new SourceSelection(index, data.artists(), split.future(), cases, settings.threads())
        .select(base, SOURCE_SHARE_MIN);
  }

  private int[] cases(TimeSplit split, int casesMax, long seed) {
    return split.cases(settings.asked().of(split.future()), casesMax, seed);
  }

  private static NeighbourSettings atMost(NeighbourSettings neighbours, int max) {
    return neighbours.withNeighbours(Math.min(max, neighbours.neighbours()));
  }

  private SessionIndex index(Sessions of) {
    return new SessionIndex(of, data.tracks(), OCCURRENCES_MAX);
  }

  /** Trains vectors on each stretch of time, as many at once as there are threads. */
  private List<RankingParts> parts(List<Sessions> pasts) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(settings.threads())) {
      List<Future<RankingParts>> futures = new ArrayList<>();
      for (Sessions past : pasts) {
        futures.add(executor.submit(() -> parts(past)));
      }
      List<RankingParts> parts = new ArrayList<>();
      for (Future<RankingParts> future : futures) {
        parts.add(Shards.get(future));
        LOG.info("next-track vectors: {} of {} stretches of time", parts.size(), pasts.size());
      }
      return parts;
    }
  }

  /** By one thread, for then the graph is reproducible. */
  private RankingParts parts(Sessions past) {
    List<NextTrackModel> nextTracks = vectorTrainer.apply(past);
    NextTrackGraph nearest =
        nextTracks.stream()
            .filter(model -> model.scale() > 0)
            .findFirst()
            .map(
                model ->
                    new NextTrackGraph(
                        model, HnswBuilder.build(model.outputs(), GRAPH, 1, rows -> {})))
            .orElse(null);
    return new RankingParts(index(past), nextTracks, data.artists(), nearest);
  }

  float[] shortlistWeights(Stretch stretch, RankingSettings found) throws InterruptedException {
    int[] cases = cases(stretch.split(), SHORTLIST_CASES, settings.seed() + 4);
    TrainingGroups groups =
        new GroupCollector(
                RankingModel.untrained(stretch.past(), found),
                stretch.split(),
                cases,
                settings.negatives(),
                settings.seed())
            .raw(settings.threads());
    return SoftmaxTrainer.train(groups, settings.seed());
  }

  private TrainingGroups groups(Stretch stretch, RankingSettings found, float[] weights)
      throws InterruptedException {
    return groups(stretch, found, weights, settings.trainingCases());
  }

  TrainingGroups groups(Stretch stretch, RankingSettings found, float[] weights, int casesMax)
      throws InterruptedException {
    int[] cases = cases(stretch.split(), casesMax, settings.seed() + 1);
    TrainingGroups groups =
        new GroupCollector(
                RankingModel.untrained(stretch.past(), found).withShortlistWeights(weights),
                stretch.split(),
                cases,
                settings.negatives(),
                settings.seed() + 5)
            .described(settings.threads());
    LOG.info(
        "a stretch of time: {} of {} answers are on the shortlist, {} rows of {} features",
        groups.size(),
        cases.length,
        groups.rows(),
        groups.features());
    return groups;
  }
}

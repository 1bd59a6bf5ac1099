package io.segue.trainer.ranking;

import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.ranking.TreeEnsemble;
import io.segue.recommender.retrieval.ArtistTracks;
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

/**
 * The configuration of {@code docs/evaluation.md}, as the search found it on nowplaying, trained
 * shortly: fewer epochs and cases than the search takes, but as many vectors, candidates, trees and
 * levels, so that a query costs what it costs there.
 */
public final class ReportedRanking {

  /** The settings that the search found. */
  public static final RankingSettings SETTINGS =
      new RankingSettings(
          true,
          List.of(
              new NeighbourSettings(3, 5_000, 100, 2, 3, 0.25, 3, 0.5, 0.5),
              new NeighbourSettings(20, 5_000, 500, 2, 3, 0, 1, 0.6, 0.5),
              new NeighbourSettings(20, 5_000, 1_500, 8, 1, 0.5, 1, 1, 0.3),
              new NeighbourSettings(20, 5_000, 100, 8, 1, 0.5, 1, 0.8, 0.3)),
          List.of(new RuleSettings(10, 1_000, 10, 0.5, 0.5, 0.5)),
          0,
          100,
          200,
          200,
          150);

  /** The weights of the shortlist that went with them, column by column. */
  private static final float[] WEIGHTS = {
    -0.39882132f,
    3.748273f, // own
    -1.0261705f,
    -0.2472154f,
    0.06526469f, // neighbouring sessions
    0.5905391f,
    0.63306016f,
    0.26376367f,
    0.28820875f,
    0.79334444f,
    0.7131814f,
    1.1861708f,
    0.78624195f,
    -1.1642547f,
    0.8725126f,
    0.262548f,
    -1.0144088f,
    0.17805296f,
    2.6542916f, // rules
    1.1761291f, // nearest
    1.5150499f, // popular
    0.004908817f,
    1.1194401f,
    0.86474586f,
    2.6861727f // next track
  };

  private static final double HOLDOUT_SHARE = 0.1;
  private static final int EPOCHS = 2;
  private static final int CASES = 12_000;
  private static final int NEGATIVES = 10;
  private static final long SEED = 1;

  private ReportedRanking() {}

  /** Trains on sessions, oldest first; about two minutes on two cores for nowplaying. */
  public static RankingModel train(Sessions sessions, int tracks, int threads)
      throws InterruptedException {
    int cut = (int) (sessions.size() * (1 - HOLDOUT_SHARE));
    TimeSplit split = TimeSplit.at(sessions, tracks, cut, sessions.size());
    List<RankingParts> parts = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<RankingParts>> futures = new ArrayList<>();
      for (Sessions past : List.of(split.past(), sessions)) {
        futures.add(executor.submit(() -> parts(past, tracks)));
      }
      for (Future<RankingParts> future : futures) {
        parts.add(Shards.get(future));
      }
    }
    TrainingGroups groups =
        new GroupCollector(
                RankingModel.untrained(parts.get(0), SETTINGS).withShortlistWeights(WEIGHTS),
                split,
                split.cases(TimeSplit.Asked.EACH, CASES, SEED),
                NEGATIVES,
                SEED)
            .described(threads);
    TreeEnsemble trees = TreeTrainer.train(groups, TreeSettings.DEFAULTS, threads);
    return new RankingModel(parts.get(1), SETTINGS, WEIGHTS, trees);
  }

  private static RankingParts parts(Sessions sessions, int tracks) {
    NextTrackModel directed =
        NextTrackTrainer.train(sessions, tracks, NextTrackSettings.DIRECTED.withEpochs(EPOCHS));
    NextTrackModel tied =
        NextTrackTrainer.train(sessions, tracks, NextTrackSettings.TIED.withEpochs(EPOCHS));
    return new RankingParts(
        new SessionIndex(sessions, tracks, RankingSearch.OCCURRENCES_MAX),
        List.of(directed, tied),
        ArtistTracks.NONE,
        new NextTrackGraph(
            tied, HnswBuilder.build(tied.outputs(), RankingSearch.GRAPH, 1, row -> {})));
  }
}

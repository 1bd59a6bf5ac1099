package io.segue.recommender;

import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.ranking.LinearRanker;
import io.segue.recommender.ranking.Ranker;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.RankingParts;
import io.segue.recommender.ranking.RankingSettings;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Small models for tests. */
final class Models {

  private Models() {}

  /**
   * Two directions of music: {@code rock1..3} near (1, 0), {@code jazz1..3} near (0, 1). {@code
   * demo} is by Coltrane and too rare for a vector; {@code noise} has neither artist nor vector.
   *
   * <pre>
   * track   count artist    vector
   * rock1   9     Ramones   1.0, 0.0
   * jazz1   8     Coltrane  0.0, 1.0
   * rock2   7     Ramones   0.9, 0.1
   * jazz2   6     Coltrane  0.1, 0.9
   * rock3   5     Clash     0.8, 0.2
   * jazz3   4     Monk      0.2, 0.8
   * demo    1     Coltrane  -
   * noise   1     -         -
   * </pre>
   */
  static Model rockAndJazz(QuerySettings query) {
    return ModelBuilder.build(
        Vocabulary.of(
            List.of("rock1", "jazz1", "rock2", "jazz2", "rock3", "jazz3", "demo", "noise")),
        new int[] {9, 8, 7, 6, 5, 4, 1, 1},
        Vocabulary.of(List.of("Ramones", "Coltrane", "Clash", "Monk")),
        new int[] {0, 1, 0, 1, 2, 3, 1, -1},
        VectorTable.of(
            new float[][] {{1, 0}, {0, 1}, {0.9f, 0.1f}, {0.1f, 0.9f}, {0.8f, 0.2f}, {0.2f, 0.8f}}),
        query,
        HnswSettings.DEFAULT,
        1,
        rows -> {});
  }

  /**
   * The same with a ranking part. The sessions say that rock2 follows rock1, and jazz3 follows
   * jazz1:
   *
   * <pre>
   * rock1 rock2 rock3
   * jazz1 jazz3
   * rock1 rock2 jazz2
   * jazz1 jazz3 demo
   * </pre>
   *
   * The ranker looks at one feature only: what came right after the latest track, and how often.
   */
  static Model ranked(QuerySettings query) {
    return ranked(
        query,
        names -> {
          float[] weights = new float[names.size()];
          weights[names.indexOf("rules-next")] = 1;
          return new LinearRanker(weights);
        });
  }

  /** The same with a ranker made of the names of the features. */
  static Model ranked(QuerySettings query, Function<List<String>, Ranker> ranker) {
    SessionIndex index =
        new SessionIndex(
            Sessions.of(
                new int[] {0, 2, 4}, new int[] {1, 5}, new int[] {0, 2, 3}, new int[] {1, 5, 6}),
            8,
            100);
    RankingSettings settings =
        RankingSettings.of(
            List.of(NeighbourSettings.DEFAULTS), List.of(RuleSettings.DEFAULTS), 100, 3);
    float[][] outputs = new float[8][4];
    for (int track = 0; track < outputs.length; track++) {
      outputs[track][track % 4] = 1;
    }
    NextTrackModel nextTrack =
        new NextTrackModel(
            VectorTable.of(outputs),
            VectorTable.of(outputs),
            new float[8],
            new VectorTable(2, 4),
            0);
    RankingModel untrained =
        RankingModel.untrained(RankingParts.of(index, List.of(nextTrack)), settings);
    float[] weights = new float[untrained.shortlistWeights().length];
    Arrays.fill(weights, 1);
    RankingModel unranked = untrained.withShortlistWeights(weights);
    return rockAndJazz(query)
        .withRanking(unranked.withRanker(ranker.apply(unranked.featureNames())));
  }
}

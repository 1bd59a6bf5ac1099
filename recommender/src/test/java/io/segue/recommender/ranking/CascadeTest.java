package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CascadeTest {

  private static final SessionIndex INDEX =
      new SessionIndex(
          Sessions.of(new int[] {0, 1, 2}, new int[] {0, 1, 3}, new int[] {0, 1, 3}), 5, 100);
  private static final NextTrackModel VECTORS =
      new NextTrackModel(
          new VectorTable(5, 4), new VectorTable(5, 4), new float[5], new VectorTable(2, 4), 0);
  private static final RankingSettings SETTINGS =
      RankingSettings.of(
          List.of(NeighbourSettings.DEFAULTS), List.of(RuleSettings.DEFAULTS), 100, 10);

  /** Ranks by one feature alone. */
  static RankingModel model(String feature) {
    RankingModel any = RankingModel.untrained(RankingParts.of(INDEX, List.of(VECTORS)), SETTINGS);
    float[] weights = new float[any.featureNames().size()];
    weights[any.featureNames().indexOf(feature)] = 1;
    return any.withRanker(new LinearRanker(weights));
  }

  private static List<Integer> ranked(Cascade cascade) {
    List<Integer> tracks = new ArrayList<>();
    for (int place = 0; place < cascade.size(); place++) {
      tracks.add(cascade.ranked(place));
    }
    return tracks;
  }

  @Test
  void candidatesComeInOrderOfTheRankersScore() {
    Cascade cascade = model("rules-next").newCascade();

    cascade.rank(new int[] {0, 1}, 0, 2);

    assertThat(ranked(cascade)).startsWith(3, 2);
    assertThat(cascade.score(0)).isEqualTo(2 / 3f);
    assertThat(cascade.score(1)).isEqualTo(1 / 3f);
    assertThat(cascade.placeOf(2)).isEqualTo(1);
    assertThat(cascade.placeOf(4)).isEqualTo(-1);
  }

  @Test
  void equalScoresAreOrderedByTrack() {
    Cascade cascade = model("playlist-size").newCascade();

    cascade.rank(new int[] {1, 0}, 0, 2);

    assertThat(ranked(cascade)).isSorted().contains(0, 1, 2, 3);
  }

  @Test
  void negativeScoresComeLast() {
    float[] weights = new float[model("own").featureNames().size()];
    weights[model("own").featureNames().indexOf("own-age")] = -1;
    Cascade cascade = model("own").withRanker(new LinearRanker(weights)).newCascade();

    cascade.rank(new int[] {2, 0, 1}, 0, 3);

    assertThat(ranked(cascade)).containsExactly(3, 1, 0, 2);
    assertThat(cascade.score(0)).isEqualTo(1);
    assertThat(cascade.score(3)).isEqualTo(-2);
  }

  @Test
  void playlistThatNobodyKnowsAndEmptyOneHaveNoCandidates() {
    Cascade cascade = model("own").newCascade();

    cascade.rank(new int[] {-1, -1}, 0, 2);
    assertThat(cascade.size()).isZero();
    cascade.rank(new int[0], 0, 0);
    assertThat(cascade.size()).isZero();
  }

  @Test
  void candidatesThatWereNotRankedAreKeptInTheShortlistsOrder() {
    RankingModel whole = model("rules-next");
    float[] weights = new float[whole.newFinder().columns().size()];
    weights[whole.newFinder().columns().indexOf("rules-next")] = 1;
    Cascade cascade =
        whole
            .withShortlistWeights(weights)
            .with(SETTINGS.withShortlist(1), whole.ranker())
            .newCascade();

    cascade.rank(new int[] {0, 1}, 0, 2);

    assertThat(ranked(cascade)).containsExactly(3);
    assertThat(cascade.rest()).containsExactly(2, 0, 1);
    assertThat(cascade.placeOf(3)).isZero();
    assertThat(cascade.placeOf(2)).isEqualTo(1);
    assertThat(cascade.placeOf(0)).isEqualTo(2);
    assertThat(cascade.placeOf(1)).isEqualTo(3);
    assertThat(cascade.placeOf(4)).isEqualTo(-1);
    assertThat(cascade.shortlistScore(2)).isPositive();
    assertThat(cascade.shortlistScore(1)).isZero();
  }

  @Test
  void rankerOfFeaturesThatThereAreNotIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model("own").withRanker(new LinearRanker(new float[1_000])))
        .withMessageContaining("a ranker of 1000 features");
  }
}

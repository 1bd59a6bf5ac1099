package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  /** After 0 came 2, after 1 came 3; nothing else ever happened. */
  private static final SessionIndex INDEX =
      new SessionIndex(Sessions.of(new int[] {0, 2}, new int[] {1, 3}, new int[] {4, 0}), 5, 100);

  private final Cascade cascade = cascade();

  @Test
  void trackIsExplainedByTheOneThatItFollowed() {
    Evidence evidence =
        Evidence.of(cascade, new int[] {0, 1}, LiveEvidence.NONE, new int[] {2, 3}, 10);

    assertThat(evidence.tracks()).containsExactly(1, 0);
    assertThat(evidence.trackShares()[0][1]).isCloseTo(1, within(1e-6));
    assertThat(evidence.trackShares()[1][0]).isCloseTo(1, within(1e-6));
  }

  @Test
  void sourcesThatProposedNothingHaveNoShare() {
    Evidence evidence = Evidence.of(cascade, new int[] {0}, LiveEvidence.NONE, new int[] {2}, 10);

    double[] shares = evidence.sourceShares()[0];
    assertThat(shares[evidence.sources().indexOf("own")]).isZero();
    assertThat(shares[evidence.sources().indexOf("rules")]).isPositive();
    assertThat(shares[evidence.sources().indexOf("sessions")]).isPositive();
  }

  @Test
  void sharesAddUpToOne() {
    Evidence evidence =
        Evidence.of(cascade, new int[] {4, 0, 1}, LiveEvidence.NONE, new int[] {2, 3, 4}, 2);

    assertThat(evidence.tracks()).containsExactly(1, 0);
    for (int candidate = 0; candidate < 3; candidate++) {
      assertThat(Arrays.stream(evidence.sourceShares()[candidate]).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(evidence.trackShares()[candidate]).sum()).isCloseTo(1, within(1e-9));
    }
  }

  private static Cascade cascade() {
    NextTrackModel vectors =
        new NextTrackModel(
            new VectorTable(5, 4), new VectorTable(5, 4), new float[5], new VectorTable(2, 4), 0);
    RankingSettings settings =
        RankingSettings.of(
            List.of(NeighbourSettings.DEFAULTS), List.of(RuleSettings.DEFAULTS), 100, 10);
    RankingModel untrained =
        RankingModel.untrained(RankingParts.of(INDEX, List.of(vectors)), settings);
    List<String> columns = untrained.newFinder().columns();
    float[] weights = new float[columns.size()];
    for (int column = 0; column < weights.length; column++) {
      weights[column] = columns.get(column).startsWith("next-track") ? 0 : 1;
    }
    return untrained.withShortlistWeights(weights).newCascade();
  }
}

package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.retrieval.OneFreshTrack;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateFinderTest {

  private static final int TRACKS = CandidateFinder.SCORED_MAX + 1_000;

  private final CandidateFinder finder =
      RankingModel.untrained(
              RankingParts.of(
                  new SessionIndex(
                      Sessions.of(IntStream.range(0, TRACKS).toArray(), new int[] {1, 2}),
                      TRACKS,
                      100),
                  List.of(
                      new NextTrackModel(
                          new VectorTable(TRACKS, 4),
                          new VectorTable(TRACKS, 4),
                          new float[TRACKS],
                          new VectorTable(2, 4),
                          0))),
              RankingSettings.of(
                  List.of(NeighbourSettings.DEFAULTS), List.of(RuleSettings.DEFAULTS), 100, 10))
          .newFinder();

  @Test
  void soManyAreScoredAndNoMore() {
    find(LiveEvidence.NONE);

    assertThat(finder.table().size()).isEqualTo(TRACKS);
    assertThat(scored()).isEqualTo(CandidateFinder.SCORED_MAX);
  }

  @Test
  void aFreshTrackThatNoOtherSourceProposesIsScoredBesides() {
    find(new OneFreshTrack(TRACKS, 7));

    CandidateTable table = finder.table();
    assertThat(table.score(nextTrack(), table.find(TRACKS))).isPositive();
    assertThat(scored()).isEqualTo(CandidateFinder.SCORED_MAX + 1);

    find(LiveEvidence.NONE);
    assertThat(scored()).isEqualTo(CandidateFinder.SCORED_MAX);
  }

  private void find(LiveEvidence live) {
    finder.find(new int[] {3}, 0, 1, live);
  }

  private int nextTrack() {
    return finder.columns().indexOf("next-track");
  }

  private long scored() {
    CandidateTable table = finder.table();
    return IntStream.range(0, table.size())
        .filter(slot -> table.score(nextTrack(), slot) > 0)
        .count();
  }
}

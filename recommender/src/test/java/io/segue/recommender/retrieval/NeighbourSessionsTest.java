package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighbourSessionsTest extends CandidateSourceContract {

  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  /** No idf, no length, hardly any age: similarities are sums of position weights. */
  private static final NeighbourSettings PLAIN =
      new NeighbourSettings(10, 100, 100, 1 / Math.log(2), 0, 0, 1e9, 1, 0.5);

  @Override
  CandidateSource source(SessionIndex index) {
    return new NeighbourSessions(index, NeighbourSettings.DEFAULTS.withNeighbours(20));
  }

  private static CandidateTable propose(NeighbourSettings settings, int... playlist) {
    SessionIndex index =
        new SessionIndex(
            Sessions.of(
                new int[] {1, 2, 3, 4}, new int[] {5, 2, 6}, new int[] {1, 7}, new int[] {8, 9}),
            10,
            100);
    CandidateTable table = new CandidateTable(3);
    Query query = new Query(10);
    query.read(playlist, 0, playlist.length);
    new NeighbourSessions(index, settings).propose(query, table, 0);
    return table;
  }

  @Test
  void similaritySumsTheWeightsOfTheTracksInCommon() {
    CandidateTable table = propose(PLAIN, 1, 2);

    // Track 2 weighs 1 and track 1, one before it, 1/2: session 0 has both.
    assertThat(table.score(0, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(0, table.find(6))).isCloseTo(1f, CLOSE);
    assertThat(table.score(0, table.find(7))).isCloseTo(0.5f, CLOSE);
    assertThat(table.find(8)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void distanceIsCountedFromTheLatestTrackInCommon() {
    CandidateTable table = propose(PLAIN, 1, 2);

    assertThat(table.score(1, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(1, table.find(4))).isCloseTo(0.75f, CLOSE);
    // One before the alignment: half as much as one after it.
    assertThat(table.score(1, table.find(1))).isCloseTo(0.75f, CLOSE);
    assertThat(table.score(1, table.find(2))).isZero();
    assertThat(table.score(2, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(2, table.find(4))).isZero();
  }

  @Test
  void onlyTheMostSimilarSessionsAreNeighbours() {
    CandidateTable table = propose(PLAIN.withNeighbours(1), 1, 2);

    assertThat(table.find(3)).isNotEqualTo(IntSlots.NONE);
    assertThat(table.find(6)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void longAndOldSessionsWeighLess() {
    CandidateTable byLength = propose(PLAIN.withLengthExponent(1), 2);
    assertThat(byLength.score(0, byLength.find(3))).isCloseTo(1 / 4f, CLOSE);
    assertThat(byLength.score(0, byLength.find(6))).isCloseTo(1 / 3f, CLOSE);

    CandidateTable byAge = propose(PLAIN.withAgeDecay(1), 2);
    assertThat(byAge.score(0, byAge.find(6))).isCloseTo((float) Math.exp(-0.5), CLOSE);
  }
}

package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SequenceRulesTest extends CandidateSourceContract {

  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);
  private static final int FORWARD = 0;
  private static final int BACK = 1;
  private static final int LATEST = 2;
  private static final int NEXT = 3;
  private static final int SUFFIX = 4;

  @Override
  CandidateSource source(SessionIndex index) {
    return new SequenceRules(index, RuleSettings.DEFAULTS);
  }

  private static CandidateTable propose(int... playlist) {
    SessionIndex index =
        new SessionIndex(
            Sessions.of(new int[] {1, 2, 3, 4}, new int[] {5, 2, 6}, new int[] {1, 7}), 10, 100);
    CandidateTable table = new CandidateTable(5);
    Query query = new Query(10);
    query.read(playlist, 0, playlist.length);
    new SequenceRules(index, new RuleSettings(5, 100, 2, 1, 0.5, 1)).propose(query, table, 0);
    return table;
  }

  @Test
  void whatFollowsIsWeighedByDistanceAgeAndCount() {
    CandidateTable table = propose(1, 2);

    // After 2 (twice there, weight 1/2 each): 3 at once. After 1 (weight 1/2 * 1/2): 3 two on.
    assertThat(table.score(FORWARD, table.find(3))).isCloseTo(0.5f + 0.25f / 2, CLOSE);
    assertThat(table.score(FORWARD, table.find(4))).isCloseTo(0.25f, CLOSE);
    assertThat(table.score(FORWARD, table.find(7))).isCloseTo(0.25f, CLOSE);
    assertThat(table.score(LATEST, table.find(3))).isCloseTo(0.5f, CLOSE);
    assertThat(table.score(LATEST, table.find(7))).isZero();
  }

  @Test
  void whatComesBeforeHasItsOwnColumn() {
    CandidateTable table = propose(1, 2);

    assertThat(table.score(BACK, table.find(5))).isCloseTo(0.5f, CLOSE);
    assertThat(table.score(FORWARD, table.find(5))).isZero();
  }

  @Test
  void occurrencesThatAgreeWithThePlaylistsEndCountMore() {
    CandidateTable table = propose(1, 2);

    assertThat(table.score(NEXT, table.find(3))).isCloseTo(0.5f, CLOSE);
    assertThat(table.score(NEXT, table.find(6))).isCloseTo(0.5f, CLOSE);
    // Before 3 came both 1 and 2; before 6 only 2.
    assertThat(table.score(SUFFIX, table.find(3))).isEqualTo(4f);
    assertThat(table.score(SUFFIX, table.find(6))).isZero();
  }
}

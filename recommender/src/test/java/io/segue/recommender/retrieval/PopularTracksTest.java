package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import org.junit.jupiter.api.Test;

class PopularTracksTest extends CandidateSourceContract {

  @Override
  CandidateSource source(SessionIndex index) {
    return new PopularTracks(index, 20);
  }

  @Test
  void scoresAreCountsRelativeToTheGreatest() {
    SessionIndex index =
        new SessionIndex(Sessions.of(new int[] {3, 1, 3}, new int[] {3, 1, 0, 3}), 4, 10);
    CandidateTable table = new CandidateTable(1);

    new PopularTracks(index, 2).propose(new Query(10), table, 0);

    assertThat(table.size()).isEqualTo(2);
    assertThat(table.score(0, table.find(3))).isEqualTo(1f);
    assertThat(table.score(0, table.find(1))).isEqualTo(0.5f);
  }
}

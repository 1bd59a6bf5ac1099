package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OwnTracksTest extends CandidateSourceContract {

  @Override
  CandidateSource source(SessionIndex index) {
    return new OwnTracks();
  }

  @Test
  void laterTracksScoreHigherAndLoopsAreSeen() {
    CandidateTable table = new CandidateTable(2);
    Query query = new Query(10);
    query.read(new int[] {1, 2, 1, 3, 1}, 0, 5);

    new OwnTracks().propose(query, table, 0);

    assertThat(table.size()).isEqualTo(3);
    assertThat(table.score(0, table.find(1))).isEqualTo(1f);
    assertThat(table.score(0, table.find(3))).isEqualTo(0.5f);
    assertThat(table.score(0, table.find(2))).isEqualTo(0.25f);
    // After track 1 came track 3 lately, and track 2 before that.
    assertThat(table.score(1, table.find(3))).isEqualTo(1f);
    assertThat(table.score(1, table.find(2))).isCloseTo(0.8f, Offset.offset(1e-6f));
    assertThat(table.score(1, table.find(1))).isZero();
  }
}

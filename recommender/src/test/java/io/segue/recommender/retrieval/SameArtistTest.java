package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SameArtistTest extends CandidateSourceContract {

  /** Tracks 0, 3, 6, … are by artist 0, tracks 1, 4, 7, … by artist 1, the others by nobody. */
  private static ArtistTracks artists(int tracks) {
    int[] artistOf = new int[tracks];
    Arrays.setAll(artistOf, track -> track % 3 < 2 ? track % 3 : -1);
    return new ArtistTracks(2, artistOf);
  }

  @Override
  CandidateSource source(SessionIndex index) {
    return new SameArtist(artists(index.tracks()), 5);
  }

  @Test
  void theArtistHeardLatestAndItsMostPopularTrackScoreHighest() {
    CandidateTable table = new CandidateTable(3);
    Query query = new Query(10);
    query.read(new int[] {0, 2, 4}, 0, 3);

    new SameArtist(artists(12), 2).propose(query, table, 0);
    new ArtistScorer(artists(12)).score(query, table, new int[] {0, 1, 2, 3}, table.size(), 1);

    assertThat(table.size()).isEqualTo(4);
    assertThat(table.score(0, table.find(1))).isEqualTo(1f);
    assertThat(table.score(0, table.find(4))).isEqualTo((float) Math.sqrt(0.5));
    assertThat(table.score(0, table.find(0))).isBetween(0.63f, 0.65f);
    assertThat(table.score(1, table.find(3))).isBetween(0.63f, 0.65f);
    assertThat(table.score(2, table.find(3))).isEqualTo(1 / 3f);
  }
}

package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {

  @Test
  void tracksAreReadNewestFirstAndUnknownOnesLeftOut() {
    Query query = new Query(10);

    query.read(new int[] {9, 5, -1, 6, 5, 9}, 1, 5);

    assertThat(query.size()).isEqualTo(3);
    assertThat(query.track(0)).isEqualTo(5);
    assertThat(query.track(1)).isEqualTo(6);
    assertThat(query.track(2)).isEqualTo(5);
  }

  @Test
  void differentTracksKnowTheirLatestAgeAndTheirCount() {
    Query query = new Query(10);

    query.read(new int[] {5, 6, 5, 7}, 0, 4);

    assertThat(query.distinctSize()).isEqualTo(3);
    int five = query.find(5);
    assertThat(query.distinctTrack(five)).isEqualTo(5);
    assertThat(query.distinctAge(five)).isEqualTo(1);
    assertThat(query.distinctCount(five)).isEqualTo(2);
    assertThat(query.distinctAge(query.find(6))).isEqualTo(2);
    assertThat(query.find(8)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void onlyTheLatestTracksAreReadAndNothingStaysFromTheQueryBefore() {
    Query query = new Query(2);
    query.read(new int[] {1, 2, 3}, 0, 3);
    assertThat(query.size()).isEqualTo(2);
    assertThat(query.find(1)).isEqualTo(IntSlots.NONE);

    query.read(new int[] {3}, 0, 1);
    assertThat(query.size()).isEqualTo(1);
    assertThat(query.distinctCount(0)).isEqualTo(1);
    assertThat(query.find(2)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void longPlaylistsAreReadWhole() {
    int[] playlist = new int[1_000];
    for (int i = 0; i < playlist.length; i++) {
      playlist[i] = i % 300;
    }
    Query query = new Query(1_000);

    query.read(playlist, 0, 1_000);

    assertThat(query.size()).isEqualTo(1_000);
    assertThat(query.distinctSize()).isEqualTo(300);
    assertThat(query.distinctAge(query.find(0))).isEqualTo(99);
    assertThat(query.distinctCount(query.find(0))).isEqualTo(4);
  }
}

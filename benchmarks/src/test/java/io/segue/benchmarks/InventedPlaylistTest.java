package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InventedPlaylistTest {

  @Test
  void stateHasTheTracksInTheirOrder() {
    assertThat(InventedPlaylist.of(List.of("a", "b", "a")).getTracks())
        .containsExactly("a", "b", "a");
  }

  @Test
  void eachEntryTakesAsMuchAsItsIdTimeAndFingerprint() {
    int perEntry = (InventedPlaylist.bytes(300) - InventedPlaylist.bytes(200)) / 100;

    // The id and its length, the time as a varint of 6 bytes, the fingerprint of its event.
    assertThat(perEntry).isEqualTo(InventedTracks.ID_LENGTH + 1 + 6 + 8);
  }

  @Test
  void inventedIdsAreTheSameEachTimeAndDiffer() {
    assertThat(InventedTracks.ids(1_000))
        .isEqualTo(InventedTracks.ids(1_000))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == InventedTracks.ID_LENGTH);
  }
}

package io.segue.app.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.index.Bundle;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.schemas.Track;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameIndexTest {

  private static final Map<String, Track> NAMED =
      Map.of(
          "t3", track("t3", "Björk", "Army of Me"),
          "t5", track("t5", "Sigur Rós", "Army"),
          "t7", track("t7", "坂本龍一", "Merry Christmas Mr. Lawrence"),
          "t9", track("t9", "AC/DC", "T.N.T."));

  private final NameIndex names = of(NAMED::get);

  @ParameterizedTest
  @CsvSource({
    "bjork, t3",
    "BJÖRK army, t3",
    "me arm, t3",
    "sig, t5",
    "坂本, t7",
    "'mr lawrence', t7",
    "ac/dc, t9",
    "t.n.t, t9",
  })
  void wordsAreFoundByTheirBeginningsWithoutAccentsAndCase(String query, String found) {
    assertThat(names.search(query, 10)).containsExactly(found);
  }

  @Test
  void theMostPlayedComeFirst() {
    assertThat(names.search("army", 10)).containsExactly("t3", "t5");
    assertThat(names.search("army", 1)).containsExactly("t3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rmy", "army björk sigur", "?!", ""})
  void whatIsNoBeginningOfAWordIsNotFound(String query) {
    assertThat(names.search(query, 10)).isEmpty();
  }

  @Test
  void aTrackWithoutANameIsFoundByItsId() {
    assertThat(names.search("t11", 10)).containsExactly("t11");
    assertThat(names.unnamed()).isEqualTo(Bundle.TRACKS - NAMED.size());
  }

  @Test
  void aNameThatIsLongerThanAnyIsCut() {
    NameIndex cut = of(id -> id.equals("t0") ? track("t0", "a".repeat(300), "title") : null);

    assertThat(cut.search("aaa", 10)).containsExactly("t0");
    assertThat(cut.search("title", 10)).isEmpty();
  }

  private static NameIndex of(TrackCatalogue catalogue) {
    ServedIndex served = new ServedIndex();
    ServedIndexes.serve(served, "v1", 1, catalogue);
    ServingIndex index = Objects.requireNonNull(served.current());
    return NameIndex.of(index, catalogue, Instant.EPOCH);
  }

  private static Track track(String id, String artist, String title) {
    return new Track(id, title, artist, null, null);
  }
}

package io.segue.app.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.schemas.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrackSearchTest {

  private final ServedIndex served = new ServedIndex();
  private volatile String title = "";
  private volatile Instant now = Instant.EPOCH;
  private final TrackCatalogue catalogue =
      id -> title.isEmpty() ? null : new Track(id, title, "artist", null, null);
  private final TrackSearch search =
      new TrackSearch(catalogue, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @Test
  void namesThatCameLaterAreCollectedAgainAfterAWhile() throws Exception {
    ServingIndex index = serve("v1");
    assertThat(search.names(index).search("late", 1)).isEmpty();
    title = "late";
    assertThat(search.names(index).search("late", 1)).isEmpty();

    now = Instant.EPOCH.plus(Duration.ofMinutes(5));
    while (search.names(index).search("late", 1).isEmpty()) {
      Thread.sleep(1);
    }
  }

  @Test
  void anotherVersionsNamesAreCollectedWhileTheOldOnesAnswer() throws Exception {
    title = "here";
    assertThat(search.names(serve("v1")).version()).isEqualTo("v1");

    ServingIndex next = serve("v2");
    assertThat(search.names(next).version()).isEqualTo("v1");
    while (!search.names(next).version().equals("v2")) {
      Thread.sleep(1);
    }
  }

  @Test
  void aCatalogueThatFailsIsSaidSo() {
    TrackSearch failing =
        new TrackSearch(
            id -> {
              throw new IllegalStateException("as the test wants it");
            },
            Clock.systemUTC());

    assertThatThrownBy(() -> failing.names(serve("v1")))
        .isInstanceOf(NamesNotReadyException.class)
        .hasMessageContaining("log");
  }

  private ServingIndex serve(String version) {
    ServedIndexes.serve(served, version, 1, id -> null);
    return Objects.requireNonNull(served.current());
  }
}

package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.api.Views.StalenessView;
import io.segue.app.playlists.Staleness;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StalenessViewTest {

  private final Instant now = ApiFixture.NOON.instant();

  @Test
  void agesAreCountedFromNow() {
    StalenessView view = view(now.minusMillis(300), now.minusMillis(500), now.minusMillis(70));

    assertThat(view.measuredAgoMs()).isEqualTo(300);
    assertThat(view.behindMs()).isEqualTo(500);
    assertThat(view.lastEventAgeMs()).isEqualTo(70);
  }

  @Test
  void aClockThatWasPutBackTellsNothingOfWhatItToldBefore() {
    Instant before = now.plusSeconds(3600);

    StalenessView view = view(before, before, now);

    assertThat(view.measuredAgoMs()).isNull();
    assertThat(view.behindMs()).as("0 would claim that nothing is missing").isNull();
  }

  @Test
  void anEventOfAClockThatIsAheadIsNew() {
    assertThat(view(now, now, now.plusSeconds(5)).lastEventAgeMs()).isZero();
  }

  private static StalenessView view(Instant measuredAt, Instant completeUpTo, Instant lastEventAt) {
    return StalenessView.of(
        new Staleness(Staleness.State.ACTIVE, 3, 1L, measuredAt, completeUpTo, lastEventAt),
        ApiFixture.NOON);
  }
}

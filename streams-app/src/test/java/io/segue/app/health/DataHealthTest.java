package io.segue.app.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.health.HealthReport.Check;
import io.segue.app.health.HealthReport.Verdict;
import io.segue.app.index.Bundle;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.topology.AppliedEvents;
import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.StoredPlaylist;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataHealthTest {

  private static final class ManualClock extends Clock {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final ServedIndex served = new ServedIndex();
  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DataHealth health = new DataHealth(served, clock, meters);
  private final AppliedEvents watch = health.watch();
  private final Random random = new Random(1);

  @BeforeEach
  void serve() {
    ServedIndexes.serveRanked(served, "v1", 1, track -> null);
  }

  @Test
  void nothingIsSaidBeforeThereAreEnoughEvents() {
    add("unheard", 0);

    assertThat(health.report().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void eventsLikeThoseOfTheTrainingAreFine() {
    asInTraining(3_000);

    assertThat(health.report().verdict()).isEqualTo(Verdict.FINE);
    assertThat(check("popularity").value()).isLessThan(0.01);
    assertThat(check("positions").value()).isLessThan(0.01);
    assertThat(check("unknown-tracks").value()).isZero();
    assertThat(health.report().actions()).containsEntry(Action.ADD, 3_000L);
  }

  @Test
  void unknownTracksAreDrift() {
    asInTraining(1_500);
    for (int i = 0; i < 500; i++) {
      add("unheard-" + i, i % 3);
    }

    assertThat(check("unknown-tracks").value()).isCloseTo(0.25, within(1e-9));
    assertThat(check("unknown-tracks").exceeded()).isTrue();
    assertThat(health.report().verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(meters.get("segue.data.drifted").gauge().value()).isEqualTo(1);
  }

  @Test
  void anotherTasteIsDrift() {
    for (int i = 0; i < 2_000; i++) {
      add("t" + (Bundle.TRACKS - 1 - i % 4), i % 3);
    }

    assertThat(check("popularity").exceeded()).isTrue();
    assertThat(check("positions").exceeded()).isFalse();
  }

  @Test
  void longerPlaylistsAreDrift() {
    for (int i = 0; i < 2_000; i++) {
      add("t" + trained(), 40);
    }

    assertThat(check("positions").value()).isGreaterThan(0.9);
    assertThat(check("popularity").exceeded()).isFalse();
  }

  @Test
  void deadLettersCount() {
    asInTraining(1_980);
    for (int i = 0; i < 40; i++) {
      health.countDeadLetter();
    }

    assertThat(check("dead-letters").value()).isCloseTo(40 / 2_020.0, within(1e-9));
    assertThat(check("dead-letters").exceeded()).isTrue();
  }

  @Test
  void anHourLaterAllIsForgotten() {
    asInTraining(2_000);
    clock.now = clock.now.plus(Duration.ofMinutes(30));
    asInTraining(10);
    assertThat(health.report().events()).isEqualTo(2_010);

    clock.now = clock.now.plus(Duration.ofMinutes(31));
    assertThat(health.report().events()).isEqualTo(10);
  }

  @Test
  void divergenceGoesFromNothingToOne() {
    Distribution one = new Distribution(new double[] {1, 1});
    Distribution other = new Distribution(new double[] {0, 0, 5});

    assertThat(one.divergence(one)).isZero();
    assertThat(one.divergence(other)).isCloseTo(1, within(1e-12));
    assertThat(other.divergence(one)).isCloseTo(1, within(1e-12));
    assertThat(one.divergence(new Distribution(new double[0]))).isZero();
    // p = (1/2, 1/2), q = (1, 0): H(3/4, 1/4) - H(p)/2 = 0.8113 - 0.5
    assertThat(one.divergence(new Distribution(new double[] {1}))).isCloseTo(0.3113, within(1e-4));
  }

  private Check check(String name) {
    return health.report().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Tracks as often as in the model's training, in playlists of three as its sessions are. */
  private void asInTraining(int events) {
    for (int i = 0; i < events; i++) {
      add("t" + trained(), i % 3);
    }
  }

  /** A track's number, as often as its count says: 40 for the first, 1 for the last. */
  private int trained() {
    int draw = random.nextInt(Bundle.TRACKS * (Bundle.TRACKS + 1) / 2);
    int track = 0;
    while (draw >= Bundle.TRACKS - track) {
      draw -= Bundle.TRACKS - track;
      track++;
    }
    return track;
  }

  private void add(String trackId, int position) {
    PlaylistState before =
        new PlaylistState(
            null,
            Collections.nCopies(position, "t1"),
            Collections.nCopies(position, 0L),
            Collections.emptyList(),
            ByteBuffer.allocate(0),
            (long) position,
            0L);
    watch.applied(
        "p",
        StoredPlaylist.of(before),
        new PlaylistEvent("e", "p", null, trackId, Action.ADD, clock.now, "test"));
  }
}

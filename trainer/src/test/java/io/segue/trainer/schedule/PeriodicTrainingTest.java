package io.segue.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.schedule.PeriodicTraining.Observation;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeriodicTrainingTest {

  private final List<String> said = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private @Nullable IndexManifest newest;
  private Optional<String> drift = Optional.empty();
  private long events = 100;
  private int runs;

  @Test
  void trainsAtOnceWhenNothingIsThere() throws Exception {
    assertThat(training(Duration.ofHours(6), null).look(this::publish)).isTrue();
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void waitsForTheTimeSinceTheNewestVersion() throws Exception {
    publish();
    PeriodicTraining training = training(Duration.ofHours(6), null);
    clock.pass(Duration.ofHours(6).minusSeconds(1));
    assertThat(training.look(this::publish)).isFalse();
    clock.pass(Duration.ofSeconds(1));
    assertThat(training.look(this::publish)).isTrue();
    assertThat(training.look(this::publish)).isFalse();
  }

  @Test
  void waitsForSoManyNewEvents() throws Exception {
    publish();
    PeriodicTraining training = training(null, 50L);
    events += 49;
    assertThat(training.look(this::publish)).isFalse();
    events += 1;
    assertThat(training.look(this::publish)).isTrue();
    assertThat(training.look(this::publish)).isFalse();
  }

  @Test
  void trainsWhenTheEventsHaveDriftedButNotAgainAtOnce() throws Exception {
    publish();
    PeriodicTraining training = training(null, null);
    drift = Optional.of("the events have drifted");
    assertThat(training.look(this::publish)).isFalse();
    clock.pass(TurnRule.DRIFT_PAUSE);
    assertThat(training.look(this::publish)).isTrue();
    assertThat(said).last().asString().contains("training, as the events have drifted");
    assertThat(training.look(this::publish)).isFalse();

    clock.pass(TurnRule.DRIFT_PAUSE);
    drift = Optional.empty();
    assertThat(training.look(this::publish)).isFalse();
  }

  @Test
  void triesAFailedTrainingAgainAtTheNextTurnOnly() throws Exception {
    publish();
    IndexManifest active = newest;
    PeriodicTraining training = training(Duration.ofHours(1), 50L);
    events += 60;
    assertThat(training.look(this::fail)).isTrue();
    assertThat(said).last().asString().contains("failed", "no broker", "the active version stays");
    assertThat(newest).isSameAs(active);
    assertThat(training.look(this::publish)).isFalse();
    clock.pass(Duration.ofHours(1));
    assertThat(training.look(this::publish)).isTrue();
  }

  private void fail() {
    throw new CommandFailedException("no broker");
  }

  private void publish() {
    runs++;
    newest =
        IndexManifest.newBuilder()
            .setVersion("v" + runs)
            .setCreatedAt(clock.instant())
            .setFormatVersion(1)
            .setSizeBytes(0)
            .setSha256(ByteBuffer.allocate(32))
            .setChunks(List.of())
            .setTrackCount(1)
            .setDimension(1)
            .setMetrics(Map.of())
            .setHyperparameters(Map.of())
            .setDataset(new DatasetReference("playlist-events", ranges(), 1, 1L, 42L, 1.0))
            .build();
  }

  private List<OffsetRange> ranges() {
    return List.of(new OffsetRange(0, 0L, events / 2), new OffsetRange(1, 0L, events - events / 2));
  }

  private PeriodicTraining training(@Nullable Duration every, @Nullable Long afterEvents) {
    return new PeriodicTraining(
        new TurnRule(every, afterEvents),
        () -> new Observation(newest, ranges(), drift),
        clock,
        said::add);
  }

  private static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

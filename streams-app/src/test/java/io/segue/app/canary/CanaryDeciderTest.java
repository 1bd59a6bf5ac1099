package io.segue.app.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.QualityReading;
import io.segue.app.quality.QualityReading.Counts;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.activation.ActiveIndexRegister.Contents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanaryDeciderTest {

  private static final int PARTITIONS = 2;

  /** The register in memory; may be taken away by somebody else. */
  private static final class MemoryRegister implements CanaryDecider.Register {
    ActiveIndex active;
    int writes;
    @Nullable CommandFailedException failure;

    MemoryRegister(ActiveIndex active) {
      this.active = active;
    }

    @Override
    public Optional<ActiveIndex> change(Function<Contents, Optional<ActiveIndex>> change) {
      if (failure != null) {
        throw failure;
      }
      Optional<ActiveIndex> next =
          change.apply(new Contents(Optional.of(active), new TreeSet<>(List.of("v1", "v2"))));
      next.ifPresent(
          record -> {
            active = record;
            writes++;
          });
      return next;
    }
  }

  /** What all instances are said to have seen. */
  private static final class FakeQuality implements ClusterQuality {
    QualityReading reading = QualityReading.NOTHING;

    @Override
    public int partitions() {
      return PARTITIONS;
    }

    @Override
    public QualityReading read(Duration back, long trialStartedAtMs) {
      return reading;
    }
  }

  private final ServedIndex served = new ServedIndex();
  private final FakeQuality quality = new FakeQuality();
  private Instant now = Instant.EPOCH.plusSeconds(60);
  private boolean decides = true;
  private MemoryRegister register = new MemoryRegister(new ActiveIndex());

  @BeforeEach
  void putV2OnTrial() {
    ServedIndexes.serve(served, "v1", 1, track -> null);
    ServedIndexes.putOnTrial(served, "v2", 2, 0.5, track -> null);
    register = new MemoryRegister(Objects.requireNonNull(served.view().active()));
  }

  @Test
  void aBetterCandidateIsPromoted() {
    seen(500, 50, 500, 150);

    assertThat(decider().look()).isPresent();
    assertThat(register.active.getVersion()).isEqualTo("v2");
    assertThat(register.active.getPrevious()).isEqualTo("v1");
    assertThat(register.active.getCanary()).isNull();
    assertThat(register.active.getReason())
        .contains("canary v2 promoted", "HR@20 0.3000 on 500 playlists against 0.1000 on 500");
  }

  @Test
  void aWorseCandidateIsRolledBack() {
    seen(500, 150, 500, 50);

    assertThat(decider().look()).isPresent();
    assertThat(register.active.getVersion()).isEqualTo("v1");
    assertThat(register.active.getCanary()).isNull();
    assertThat(register.active.getReason()).contains("canary v2 rolled back", "worse");
  }

  @Test
  void nothingIsDecidedBetweenEquals() {
    seen(500, 100, 500, 101);

    assertThat(decider().look()).isEmpty();
    assertThat(register.writes).isZero();
  }

  @Test
  void nothingIsDecidedBeforeEnoughPlaylistsWereSeen() {
    seen(45, 0, 45, 45);

    assertThat(decider().look()).isEmpty();
  }

  @Test
  void anUndecidedCandidateIsRolledBackWhenItsTimeIsOver() {
    seen(500, 100, 500, 101);
    now = Instant.EPOCH.plusSeconds(3_600);

    assertThat(decider().look()).isPresent();
    assertThat(register.active.getVersion()).isEqualTo("v1");
    assertThat(register.active.getReason()).contains("its time is over");
  }

  @Test
  void aCandidateOfWhichNothingCanBeHadIsRolledBackWhenItsTimeIsOver() {
    now = Instant.EPOCH.plusSeconds(3_600);

    assertThat(decider().look()).isPresent();
    assertThat(register.active.getCanary()).isNull();
  }

  @Test
  void nothingIsDecidedWhilePartitionsAreMissing() {
    quality.reading = reading(Set.of(1), 500, 50, 500, 150);

    assertThat(decider().look()).isEmpty();
  }

  @Test
  void onlyTheInstanceWhoseTurnItIsDecides() {
    seen(500, 50, 500, 150);
    decides = false;

    assertThat(decider().look()).isEmpty();
    assertThat(register.writes).isZero();
  }

  @Test
  void aSecondDeciderWritesNothing() {
    seen(500, 50, 500, 150);
    decider().look();

    assertThat(decider().look()).isEmpty(); // it still sees the trial, the register does not
    assertThat(register.writes).isEqualTo(1);
  }

  @Test
  void aLaterTrialOfTheSameVersionIsNotEndedByAnEarlierOne() {
    seen(500, 50, 500, 150);
    Canary later =
        new Canary(
            "v2", 0.5, Instant.EPOCH.plusSeconds(30), Instant.EPOCH.plusSeconds(90), 20, 100, 0.05);
    register.active = new ActiveIndex("v1", null, Instant.EPOCH, "test", later);

    assertThat(decider().look()).isEmpty();
    assertThat(register.active.getCanary()).isEqualTo(later);
  }

  @Test
  void aRegisterThatSomebodyElseHasIsTriedAgainLater() {
    seen(500, 50, 500, 150);
    CanaryDecider decider = decider();
    register.failure = new CommandFailedException("Somebody else is publishing.");
    assertThat(decider.look()).isEmpty();

    register.failure = null;
    assertThat(decider.look()).as("so soon").isEmpty();
    now = now.plusSeconds(30);
    assertThat(decider.look()).isPresent();
  }

  @Test
  void anInstanceThatMayNotWriteDoesNotTakeTheRegisterAgain() {
    seen(500, 50, 500, 150);
    CanaryDecider decider = decider();
    register.failure =
        new CommandFailedException("Not authorized.", new TopicAuthorizationException("topic"));
    assertThat(decider.look()).isEmpty();

    register.failure = null;
    now = now.plusSeconds(300);
    assertThat(decider.look()).isEmpty();
  }

  private void seen(int active, int activeHits, int candidate, int candidateHits) {
    quality.reading = reading(Set.of(0, 1), active, activeHits, candidate, candidateHits);
  }

  private static QualityReading reading(
      Set<Integer> partitions, long active, long activeHits, long candidate, long candidateHits) {
    return new QualityReading(
        partitions,
        List.of(),
        new Counts(active, List.of(activeHits)),
        new Counts(candidate, List.of(candidateHits)));
  }

  private CanaryDecider decider() {
    return new CanaryDecider(
        served,
        quality,
        () -> decides,
        register,
        new Clock() {
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
        },
        new SimpleMeterRegistry());
  }
}

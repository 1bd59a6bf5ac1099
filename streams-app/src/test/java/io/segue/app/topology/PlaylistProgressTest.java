package io.segue.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PlaylistProgressTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final PlaylistProgress progress = new PlaylistProgress();

  @Test
  void whatWasReachedNeedsNoWaiting() {
    progress.reached(1, 17, Instant.EPOCH);

    assertThat(progress.await(1, 17, Duration.ZERO)).isTrue();
    assertThat(progress.await(1, 16, Duration.ZERO)).isTrue();
    assertThat(progress.await(1, 18, Duration.ZERO)).isFalse();
    assertThat(progress.await(2, 0, Duration.ZERO)).isFalse();
  }

  @Test
  void whoWaitsIsWokenByTheEventItself() {
    CompletableFuture<Boolean> waiter = waiter(1, 17);
    for (long offset = 0; offset <= 17; offset++) {
      progress.reached(1, offset, Instant.EPOCH);
    }

    assertThat(waiter.join()).isTrue();
  }

  @Test
  void manyWaitForDifferentEventsOfDifferentPartitions() {
    List<CompletableFuture<Boolean>> waiters = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      waiters.add(waiter(i % 6, i / 6));
    }
    for (long offset = 0; offset < 40; offset++) {
      for (int partition = 0; partition < 6; partition++) {
        progress.reached(partition, offset, Instant.EPOCH);
      }
    }

    assertThat(waiters).allMatch(CompletableFuture::join);
  }

  @Test
  void aStoreThatWasTakenOverHoldsWhatTheGroupHasCommitted() {
    CompletableFuture<Boolean> waiter = waiter(1, 17);
    progress.committed(1, 18);

    assertThat(waiter.join()).isTrue();
    assertThat(progress.await(1, 18, Duration.ZERO)).isFalse();
  }

  @Test
  void aLateMeasurementTakesNothingBack() {
    progress.committed(1, 18);
    progress.committed(1, 3);

    assertThat(progress.await(1, 17, Duration.ZERO)).isTrue();
  }

  @Test
  void whatOnlyThisInstanceHadAppliedIsForgottenWithThePartition() {
    progress.reached(1, 17, Instant.EPOCH);
    progress.forget(1);

    assertThat(progress.await(1, 17, Duration.ZERO)).isFalse();
  }

  @Test
  void waitingEndsWithTheLimit() {
    assertThat(progress.await(1, 17, Duration.ofMillis(20))).isFalse();
  }

  private CompletableFuture<Boolean> waiter(int partition, long offset) {
    return CompletableFuture.supplyAsync(
        () -> progress.await(partition, offset, LONG), task -> Thread.ofVirtual().start(task));
  }
}

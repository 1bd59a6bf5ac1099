package io.segue.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuardedRunTest {

  @Test
  void aThreadThatDiesUnnoticedFailsTheRun() {
    CountDownLatch cancelled = new CountDownLatch(1);
    Runnable work =
        () -> {
          Thread child =
              new Thread(
                  () -> {
                    throw new IllegalArgumentException("wrong rank");
                  });
          child.start();
          awaitQuietly(cancelled);
        };
    assertThatThrownBy(() -> GuardedRun.run("work", work, cancelled::countDown))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("work failed: wrong rank");
  }

  @Test
  void anInterruptEndsTheWorkFirst() {
    CountDownLatch cancelled = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> GuardedRun.run("work", () -> awaitQuietly(cancelled), cancelled::countDown))
        .isInstanceOf(InterruptedException.class);
    assertThat(cancelled.getCount()).isZero();
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CascadePoolTest {

  private final CascadePool pool = new CascadePool(CascadeTest.model("rules-next"), 2);

  @Test
  void manyThreadsShareFewCascades() throws Exception {
    Set<Cascade> seen =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    AtomicInteger working = new AtomicInteger();
    AtomicInteger workingMax = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(
            threads.submit(
                () ->
                    pool.with(
                        cascade -> {
                          workingMax.accumulateAndGet(working.incrementAndGet(), Math::max);
                          seen.add(cascade);
                          cascade.rank(new int[] {0, 1}, 0, 2);
                          int first = cascade.ranked(0);
                          working.decrementAndGet();
                          return first;
                        })));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(3);
      }
    }
    assertThat(workingMax.get()).isBetween(1, 2);
    assertThat(seen).hasSizeBetween(1, 2);
  }

  @Test
  void whoFindsNoneFreeWaitsForOne() throws Exception {
    CountDownLatch bothLent = new CountDownLatch(2);
    CountDownLatch giveBack = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> firstTwo = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        firstTwo.add(
            threads.submit(
                () ->
                    pool.with(
                        cascade -> {
                          bothLent.countDown();
                          return await(giveBack);
                        })));
      }
      bothLent.await();
      Future<Boolean> third = threads.submit(() -> pool.with(cascade -> true));
      assertThat(third.isDone()).isFalse();
      assertThat(firstTwo).noneMatch(Future::isDone);
      giveBack.countDown();
      assertThat(third.get()).isTrue();
    }
  }

  @Test
  void cascadeThatFailedIsNotUsedAgain() {
    List<Cascade> lent = new ArrayList<>();
    assertThatThrownBy(
            () ->
                pool.with(
                    cascade -> {
                      lent.add(cascade);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    pool.with(lent::add);

    assertThat(lent.get(1)).isNotSameAs(lent.get(0));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

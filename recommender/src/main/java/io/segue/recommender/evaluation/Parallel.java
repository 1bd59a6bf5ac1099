package io.segue.recommender.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Spreads independent cases over threads. */
public final class Parallel {

  private Parallel() {}

  /**
   * Calls the action once for each number from 0 to {@code count - 1}, in any order and from
   * several threads, and waits for all of them.
   *
   * @param threads how many threads, at least 1
   * @throws InterruptedException when the calling thread was interrupted
   */
  public static void forEach(int count, int threads, IntConsumer action)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int worker = 0; worker < threads; worker++) {
        workers.add(
            executor.submit(
                () -> {
                  int number = next.getAndIncrement();
                  while (number < count && !Thread.currentThread().isInterrupted()) {
                    action.accept(number);
                    number = next.getAndIncrement();
                  }
                }));
      }
      try {
        for (Future<?> worker : workers) {
          worker.get();
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        executor.shutdownNow();
      }
    }
  }
}

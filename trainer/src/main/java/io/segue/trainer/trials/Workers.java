package io.segue.trainer.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs one task on several threads and waits for all of them. */
final class Workers {

  /** What each thread does. */
  @FunctionalInterface
  interface Task {
    /** Runs as worker number {@code worker}, from 0. */
    void run(int worker) throws InterruptedException;
  }

  private Workers() {}

  /**
   * Runs the task on so many threads. When one fails, the others are interrupted.
   *
   * @throws InterruptedException when the calling thread was interrupted, or a task
   */
  static void run(int threads, Task task) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int worker = 0; worker < threads; worker++) {
        int number = worker;
        futures.add(
            executor.submit(
                () -> {
                  task.run(number);
                  return null;
                }));
      }
      try {
        for (Future<?> future : futures) {
          future.get();
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException) {
          throw new InterruptedException(e.getCause().getMessage());
        }
        if (e.getCause() instanceof RuntimeException) {
          throw (RuntimeException) e.getCause();
        }
        throw new IllegalStateException(e.getCause());
      } finally {
        executor.shutdownNow();
      }
    }
  }
}

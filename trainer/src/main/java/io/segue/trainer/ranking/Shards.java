package io.segue.trainer.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on cases, cut into contiguous shards, one for each thread; results come in shard order. */
final class Shards {

  /** One shard's work. */
  @FunctionalInterface
  interface Work<T> {
    /** Works on cases {@code from} to {@code to} - 1. */
    T run(int from, int to);
  }

  private Shards() {}

  static <T> List<T> run(int cases, int threads, Work<T> work) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = (int) ((long) cases * i / threads);
        int to = (int) ((long) cases * (i + 1) / threads);
        futures.add(executor.submit(() -> work.run(from, to)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(get(future));
      }
      return results;
    }
  }

  static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("work on a shard failed: " + e.getCause(), e.getCause());
    }
  }
}

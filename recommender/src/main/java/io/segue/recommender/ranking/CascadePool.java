package io.segue.recommender.ranking;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of {@linkplain Cascade cascades} for any number of threads: each has a few
 * megabytes of working memory, and more of them than processors would not answer faster. Who finds
 * none free waits for one. Cascades are made when they are first needed, and the one that was used
 * last is used first, because its memory is in the caches.
 *
 * <p>Thread-safe.
 */
public final class CascadePool {

  private final RankingModel model;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Cascade> idle = new ConcurrentLinkedDeque<>();

  /**
   * An empty pool.
   *
   * @param size how many cascades work at the same time at most, 1 or more
   */
  public CascadePool(RankingModel model, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool needs at least 1 cascade, not " + size);
    }
    this.model = model;
    this.free = new Semaphore(size);
  }

  /** The model that the cascades ask. */
  public RankingModel model() {
    return model;
  }

  /**
   * Lends a cascade; it must not be used after {@code use} has returned. One that {@code use}
   * failed with is thrown away.
   */
  public <T> T with(Function<Cascade, T> use) {
    free.acquireUninterruptibly();
    try {
      @Nullable Cascade cascade = idle.pollFirst();
      if (cascade == null) {
        cascade = model.newCascade();
      }
      T result = use.apply(cascade);
      idle.addFirst(cascade);
      return result;
    } finally {
      free.release();
    }
  }
}

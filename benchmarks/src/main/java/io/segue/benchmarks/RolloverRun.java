package io.segue.benchmarks;

import io.segue.recommender.Model;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Publishes further versions while an instance is asked at a fixed rate. */
final class RolloverRun implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration MEMORY_EVERY = Duration.ofMillis(100);
  private static final long POLL_MS = 10;

  /**
   * One swap. Times of queries run from the moment at which they were due.
   *
   * @param before nanoseconds of queries before
   * @param publishing the same while the new version was written to Kafka, on this machine
   * @param swapping the same from its last chunk's arrival until it served
   * @param after the same afterwards
   * @param failures queries that were not answered with 200
   * @param publishSeconds how long writing took
   * @param swapSeconds from the last chunk's arrival until it served
   * @param bundleBytes the length of its bundle
   * @param residentBefore resident memory of the instance before, after a full collection
   * @param residentPeak the most of it from the beginning of writing until {@code after} ended
   * @param heapBefore what was alive on its heap before
   * @param heapAfter what was alive on its heap afterwards
   */
  record Swap(
      Histogram before,
      Histogram publishing,
      Histogram swapping,
      Histogram after,
      Failures failures,
      double publishSeconds,
      double swapSeconds,
      long bundleBytes,
      long residentBefore,
      long residentPeak,
      double heapBefore,
      double heapAfter) {}

  private final Connection connection;
  private final Model model;
  private final QueryRun queries;
  private final InstanceClient instance;

  /**
   * @param queries an instance that serves, and has playlists to be asked about
   */
  RolloverRun(Connection connection, Model model, QueryRun queries) {
    this.connection = connection;
    this.model = model;
    this.queries = queries;
    this.instance = new InstanceClient(AppProcess.HOST + ":" + queries.app().port());
  }

  /**
   * Publishes the model once more and waits until it serves.
   *
   * @param rate queries a second
   * @param seconds how long queries go on before and after
   */
  Swap swap(int rate, int seconds) throws IOException, InterruptedException {
    AppProcess app = queries.app();
    app.collectGarbage();
    double heapBefore = heap();
    long residentBefore = app.memory().resident();
    AtomicLong stop = new AtomicLong(Long.MAX_VALUE);
    Callable<TimedRequests> asking = () -> queries.load().atRateUntil(rate, stop);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        MemorySampler memory = new MemorySampler(app.pid(), MEMORY_EVERY)) {
      Future<TimedRequests> asked = thread.submit(asking);
      try {
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        long publish = System.nanoTime();
        Publishing.Published next = Publishing.publish(connection, model);
        await(next.version());
        long served = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        long end = System.nanoTime();
        stop.set(end);
        TimedRequests requests = asked.get();
        long peak = memory.peak(publish, end);
        app.collectGarbage();
        return new Swap(
            requests.between(begin, publish),
            requests.between(publish, next.lastChunk()),
            requests.between(next.lastChunk(), served),
            requests.between(served, end),
            requests.failures(),
            (next.lastChunk() - publish) / 1e9,
            (served - next.lastChunk()) / 1e9,
            next.bytes(),
            residentBefore,
            peak,
            heapBefore,
            heap());
      } finally {
        stop.set(System.nanoTime());
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("The queries failed: " + e.getCause() + ".", e);
    }
  }

  private double heap() throws InterruptedException {
    return instance.metric("jvm_memory_used_bytes", "area=\"heap\"");
  }

  private void await(String version) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!instance.serves(version)) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailedException(
            "%s does not serve %d minutes after it was published."
                .formatted(version, LIMIT.toMinutes()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  @Override
  public void close() {
    instance.close();
  }
}

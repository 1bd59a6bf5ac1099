package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Sends requests over a fixed number of connections, a thread for each. */
final class HttpLoad {

  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;
  private static final int OK = 200;

  /**
   * What came of it.
   *
   * @param nanos what each request took; in an open loop from the moment at which it was due, so
   *     that one that waited for a connection, or was sent late, does not look fast (coordinated
   *     omission)
   * @param failed requests that were not answered with 200
   * @param seconds how long it took altogether
   */
  record Result(Histogram nanos, int failed, double seconds) {

    double perSecond() {
      return nanos.getTotalCount() / seconds;
    }

    double millis(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  private final String host;
  private final int port;
  private final List<byte[]> requests;
  private final int connections;

  /**
   * @param requests what is sent, by turns
   */
  HttpLoad(String host, int port, List<byte[]> requests, int connections) {
    this.host = host;
    this.port = port;
    this.requests = requests;
    this.connections = connections;
  }

  /** A closed loop: every connection sends its next request as soon as it has an answer. */
  Result asFastAsPossible(double seconds) throws InterruptedException {
    return run(Integer.MAX_VALUE, 0, seconds);
  }

  /** An open loop: requests are due at a fixed rate, whatever becomes of those before. */
  Result atRate(int perSecond, double seconds) throws InterruptedException {
    return run((int) (perSecond * seconds), TimeUnit.SECONDS.toNanos(1) / perSecond, seconds);
  }

  private Result run(int count, long pauseNanos, double seconds) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    List<Future<Result>> parts = new ArrayList<>();
    Histogram all = new Histogram(NANOS_MAX, DIGITS);
    int failed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        parts.add(threads.submit(() -> send(next, count, start, pauseNanos, end)));
      }
      for (Future<Result> part : parts) {
        all.add(part.get().nanos());
        failed += part.get().failed();
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException(
          "The instance at %s:%d does not answer: %s.".formatted(host, port, e.getCause()), e);
    }
    return new Result(all, failed, (System.nanoTime() - start) / 1e9);
  }

  /** Waits for turns and takes them; in a closed loop a turn is due when it is taken. */
  private Result send(AtomicInteger next, int count, long start, long pauseNanos, long end)
      throws IOException {
    Histogram nanos = new Histogram(NANOS_MAX, DIGITS);
    int failed = 0;
    try (HttpConnection connection = new HttpConnection(host, port)) {
      for (int turn = next.getAndIncrement(); turn < count; turn = next.getAndIncrement()) {
        long due = pauseNanos == 0 ? System.nanoTime() : start + turn * pauseNanos;
        if (pauseNanos == 0 && due > end) {
          break;
        }
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        int status = connection.exchange(requests.get(turn % requests.size()));
        nanos.recordValue(Math.min(NANOS_MAX, System.nanoTime() - due));
        failed += status == OK ? 0 : 1;
      }
    }
    return new Result(nanos, failed, 0);
  }
}

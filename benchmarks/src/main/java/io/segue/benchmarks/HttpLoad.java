package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Sends requests over a fixed number of connections, a thread for each. */
final class HttpLoad {

  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;

  /**
   * What came of it.
   *
   * @param nanos what each request took; in an open loop from the moment at which it was due, so
   *     that one that waited for a connection, or was sent late, does not look fast (coordinated
   *     omission)
   * @param failures how many requests were answered with which status other than 200
   * @param seconds how long it took altogether
   */
  record Result(Histogram nanos, Failures failures, double seconds) {

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

  /**
   * An open loop that goes on until it is told to stop, with each request kept.
   *
   * @param stop when to stop, as {@link System#nanoTime}; may be set by any thread
   */
  TimedRequests atRateUntil(int perSecond, AtomicLong stop) throws InterruptedException {
    Schedule schedule =
        new Schedule(
            System.nanoTime(), TimeUnit.SECONDS.toNanos(1) / perSecond, Integer.MAX_VALUE, stop);
    List<TimedRequests.Request> all = new ArrayList<>();
    inParallel(
            () -> {
              List<TimedRequests.Request> mine = new ArrayList<>();
              send(
                  schedule,
                  (due, nanos, status) -> mine.add(new TimedRequests.Request(due, nanos, status)));
              return mine;
            })
        .forEach(all::addAll);
    return new TimedRequests(all);
  }

  private Result run(int count, long pauseNanos, double seconds) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    long stop = pauseNanos == 0 ? end : Long.MAX_VALUE;
    Schedule schedule = new Schedule(start, pauseNanos, count, new AtomicLong(stop));
    Histogram all = new Histogram(NANOS_MAX, DIGITS);
    Failures failures = new Failures();
    inParallel(
            () -> {
              Histogram mine = new Histogram(NANOS_MAX, DIGITS);
              send(
                  schedule,
                  (due, nanos, status) -> {
                    mine.recordValue(Math.min(NANOS_MAX, nanos));
                    failures.note(status);
                  });
              return mine;
            })
        .forEach(all::add);
    return new Result(all, failures, (System.nanoTime() - start) / 1e9);
  }

  private <T> List<T> inParallel(Callable<T> work) throws InterruptedException {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (Future<T> part : threads.invokeAll(Collections.nCopies(connections, work))) {
        results.add(part.get());
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException(
          "The instance at %s:%d does not answer: %s.".formatted(host, port, e.getCause()), e);
    }
    return results;
  }

  /** Hears of each answer. */
  private interface Answers {
    void heard(long due, long nanos, int status);
  }

  /**
   * When requests are due.
   *
   * @param pauseNanos between two; 0 in a closed loop, where a turn is due when it is taken
   * @param count how many there are at most
   * @param stop none is due later
   */
  private record Schedule(
      long start, long pauseNanos, int count, AtomicLong stop, AtomicInteger next) {

    Schedule(long start, long pauseNanos, int count, AtomicLong stop) {
      this(start, pauseNanos, count, stop, new AtomicInteger());
    }

    long due(int turn) {
      return pauseNanos == 0 ? System.nanoTime() : start + turn * pauseNanos;
    }
  }

  /** Waits for turns and takes them. */
  private void send(Schedule schedule, Answers answers) throws IOException {
    try (HttpConnection connection = new HttpConnection(host, port)) {
      for (int turn = schedule.next().getAndIncrement();
          turn < schedule.count();
          turn = schedule.next().getAndIncrement()) {
        long due = schedule.due(turn);
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        if (due > schedule.stop().get()) {
          break;
        }
        int status = connection.exchange(requests.get(turn % requests.size()));
        answers.heard(due, System.nanoTime() - due, status);
      }
    }
  }
}

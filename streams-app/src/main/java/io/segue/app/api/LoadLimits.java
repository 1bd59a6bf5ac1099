package io.segue.app.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keeps an instance from taking on more than it can do: what is too much is refused at once, with
 * 503 and {@code Retry-After}, while what was taken is answered as fast as ever.
 *
 * <p>There is one bound for each thing that can run out, so that what waits for one of them does
 * not use up the others: processors, for working out answers; Kafka's patience, for writing events.
 * Waiting for another instance costs neither. Thread-safe.
 */
public final class LoadLimits {

  private static final int COMPUTING_PER_CORE = 2;
  private static final int WAITING_PER_CORE = 64;
  private static final Duration WAIT_MAX = Duration.ofMillis(500);
  private static final int WRITING_MAX = 256;

  private final Bound computing;
  private final Bound writing;

  private LoadLimits(Bound computing, Bound writing) {
    this.computing = computing;
    this.writing = writing;
  }

  /**
   * The limits of a machine.
   *
   * @param cores processors that work out answers: twice as many are worked on at once, 64 times as
   *     many wait for at most 500 ms
   * @param meters counts what is refused
   */
  public static LoadLimits forCores(int cores, MeterRegistry meters) {
    return new LoadLimits(
        new Bound(
            "computing",
            "more answers are being worked out than this instance has processors for",
            COMPUTING_PER_CORE * cores,
            WAITING_PER_CORE * cores,
            WAIT_MAX,
            meters),
        new Bound(
            "writing",
            "more events wait for Kafka to confirm them than this instance keeps",
            WRITING_MAX,
            0,
            Duration.ZERO,
            meters));
  }

  /**
   * Runs what needs a processor.
   *
   * @throws ProblemException 503 when too many others do
   */
  Answer computing(Supplier<Answer> work) {
    return computing.run(work);
  }

  /** The endpoint, none of whose work is done when there are too many answers to work out. */
  Endpoint computing(Endpoint endpoint) {
    return new BoundedEndpoint(endpoint, computing);
  }

  /** The endpoint, none of whose work is done when too many events are not confirmed yet. */
  Endpoint writing(Endpoint endpoint) {
    return new BoundedEndpoint(endpoint, writing);
  }

  /** So many at once, so many more that wait a little, and no others. */
  static final class Bound {

    private final String trouble;
    private final Semaphore permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int waitingMax;
    private final Duration waitMax;
    private final Counter refused;

    Bound(
        String name,
        String trouble,
        int atOnceMax,
        int waitingMax,
        Duration waitMax,
        MeterRegistry meters) {
      this.trouble = trouble;
      permits = new Semaphore(atOnceMax, true);
      this.waitingMax = waitingMax;
      this.waitMax = waitMax;
      refused =
          Counter.builder("segue.http.shed")
              .description("Requests that were refused because of too much load")
              .tag("bound", name)
              .register(meters);
    }

    Answer run(Supplier<Answer> work) {
      if (!permits.tryAcquire() && !waitForPermit()) {
        refused.increment();
        throw ProblemException.overloaded(
            "This instance is overloaded: " + trouble + ". Try again a little later.");
      }
      try {
        return work.get();
      } finally {
        permits.release();
      }
    }

    /** How many wait now. */
    int waiting() {
      return waiting.get();
    }

    private boolean waitForPermit() {
      if (waiting.incrementAndGet() > waitingMax) {
        waiting.decrementAndGet();
        return false;
      }
      try {
        return permits.tryAcquire(waitMax.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        waiting.decrementAndGet();
      }
    }
  }

  /** An endpoint behind a bound. */
  private record BoundedEndpoint(Endpoint endpoint, Bound bound) implements Endpoint {

    @Override
    public String method() {
      return endpoint.method();
    }

    @Override
    public String path() {
      return endpoint.path();
    }

    @Override
    public Set<String> queryParameters() {
      return endpoint.queryParameters();
    }

    @Override
    public Answer answer(ApiRequest request) {
      return bound.run(() -> endpoint.answer(request));
    }
  }
}

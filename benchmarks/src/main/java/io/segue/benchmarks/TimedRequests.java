package io.segue.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Requests of an open loop, each with the moment at which it was due, so that spans of time can be
 * told apart afterwards.
 *
 * @param requests in no particular order
 */
record TimedRequests(List<Request> requests) {

  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;

  /**
   * One request.
   *
   * @param due when it should have been sent, as {@link System#nanoTime}
   * @param nanos from then until its answer was here
   * @param status of the answer
   */
  record Request(long due, long nanos, int status) {}

  /** What those took that were due from {@code from} on and before {@code to}. */
  Histogram between(long from, long to) {
    Histogram nanos = new Histogram(NANOS_MAX, DIGITS);
    requests.stream()
        .filter(request -> request.due() - from >= 0 && request.due() - to < 0)
        .forEach(request -> nanos.recordValue(Math.min(NANOS_MAX, request.nanos())));
    return nanos;
  }

  /** Those that were not answered with 200. */
  Failures failures() {
    Failures failures = new Failures();
    requests.forEach(request -> failures.note(request.status()));
    return failures;
  }
}

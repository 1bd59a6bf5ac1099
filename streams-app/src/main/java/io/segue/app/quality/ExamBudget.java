package io.segue.app.quality;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits how much time exams take, as a token bucket: time is earned at a rate while the clock
 * runs, up to what a second earns, and spent by exams. Thread-safe.
 */
final class ExamBudget {

  private static final double SAVED_SECONDS_MAX = 1;
  private static final double NANOS_PER_SECOND = 1e9;

  private final double rate;
  private final long savedNanosMax;
  private final LongSupplier nanoTime;
  private final AtomicLong spentNanos = new AtomicLong();
  private long earnedUntil;
  private long creditNanos;

  /**
   * @param rate time earned a unit of time, above 0
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  ExamBudget(double rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.savedNanosMax = (long) (rate * SAVED_SECONDS_MAX * NANOS_PER_SECOND);
    this.nanoTime = nanoTime;
    this.earnedUntil = nanoTime.getAsLong();
    this.creditNanos = savedNanosMax;
  }

  /** Whether another exam may begin. */
  synchronized boolean allows() {
    long now = nanoTime.getAsLong();
    creditNanos += (long) ((now - earnedUntil) * rate) - spentNanos.getAndSet(0);
    creditNanos = Math.min(creditNanos, savedNanosMax);
    earnedUntil = now;
    return creditNanos > 0;
  }

  /** An exam took this long. */
  void spend(long nanos) {
    spentNanos.addAndGet(nanos);
  }
}

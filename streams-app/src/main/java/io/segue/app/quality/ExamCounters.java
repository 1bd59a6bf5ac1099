package io.segue.app.quality;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What this instance has examined since it started, by version and slice, as counters: HR@20 over
 * any stretch of time is the growth of the hits by the growth of the questions. Thread-safe.
 */
public final class ExamCounters {

  /** The k of the hits and reciprocal ranks that are counted. */
  static final int K = 20;

  private final MeterRegistry meters;

  /**
   * @param meters gets a set of counters for each version and slice that occurs
   */
  public ExamCounters(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(ExamOutcome outcome) {
    boolean hit = outcome.rank() > 0 && outcome.rank() <= K;
    for (EventSlice slice : outcome.slices()) {
      counter("segue.exam.questions", "Events that were examined", outcome, slice).increment();
      if (hit) {
        counter("segue.exam.hits", "Those whose track was among the first 20", outcome, slice)
            .increment();
        counter("segue.exam.reciprocal.ranks", "The sum of 1 / rank of the hits", outcome, slice)
            .increment(1.0 / outcome.rank());
      }
    }
  }

  private Counter counter(String name, String description, ExamOutcome outcome, EventSlice slice) {
    return Counter.builder(name)
        .description(description)
        .tag("version", outcome.version())
        .tag("slice", slice.label())
        .register(meters);
  }
}

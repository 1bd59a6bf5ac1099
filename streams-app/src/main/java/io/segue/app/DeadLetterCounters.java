package io.segue.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.topology.StreamFaults;
import java.util.Map;

/** Counts the records that went to the dead letters, by cause. Thread-safe. */
final class DeadLetterCounters implements StreamFaults {

  private final Counter undecodable;
  private final Counter invalid;
  private final Runnable each;

  /**
   * @param each is run for every one
   */
  DeadLetterCounters(MeterRegistry meters, Runnable each) {
    this.each = each;
    undecodable = counter(meters, "undecodable");
    invalid = counter(meters, "invalid");
  }

  @Override
  public void undecodable() {
    undecodable.increment();
    each.run();
  }

  @Override
  public void invalid() {
    invalid.increment();
    each.run();
  }

  /** How many there were since the start, by cause. */
  Map<String, Long> counts() {
    return Map.of("undecodable", (long) undecodable.count(), "invalid", (long) invalid.count());
  }

  private static Counter counter(MeterRegistry meters, String cause) {
    return Counter.builder("segue.dead.letters")
        .description("Playlist events that could not be processed and went to the dead letters")
        .tag("cause", cause)
        .register(meters);
  }
}

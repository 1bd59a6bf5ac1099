package io.segue.benchmarks;

/**
 * How fast a backlog of events was taken, without its first half, in which code is compiled and
 * groups are joined. Not thread-safe.
 */
final class IngestionPace {

  private final long events;
  private final Pace clock = new Pace();
  private final Pace processor = new Pace();

  /**
   * @param events how many there are in all
   */
  IngestionPace(long events) {
    this.events = events;
    note(0, 0);
  }

  /**
   * Notes how many events are done now.
   *
   * @param processorSeconds that have been taken so far
   */
  void note(long done, double processorSeconds) {
    clock.note(System.nanoTime() / 1e9, done);
    processor.note(processorSeconds, done);
  }

  /** Events a second. */
  double perSecond() {
    return clock.perSecond(events / 2, events);
  }

  /** Processor time of an event, in microseconds. */
  double processorMicros() {
    return 1e6 / processor.perSecond(events / 2, events);
  }
}

package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a process' memory again and again until it is closed. Thread-safe. */
final class MemorySampler implements AutoCloseable {

  /**
   * One look.
   *
   * @param at {@link System#nanoTime}
   */
  record Sample(long at, ProcessMemory memory) {}

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  @SuppressWarnings("FutureReturnValueIgnored") // samples that are missing tell
  MemorySampler(long pid, Duration every) {
    timer.scheduleAtFixedRate(
        () -> samples.add(new Sample(System.nanoTime(), ProcessMemory.of(pid))),
        0,
        every.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** All samples so far, in order of time. */
  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /**
   * The most that was resident in a span of time.
   *
   * @throws CommandFailedException when nothing was seen in it
   */
  long peak(long from, long to) {
    return samples.stream()
        .filter(sample -> sample.at() >= from && sample.at() <= to)
        .mapToLong(sample -> sample.memory().resident())
        .max()
        .orElseThrow(
            () -> new CommandFailedException("The instance's memory could not be watched."));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

package io.segue.app.health;

import io.segue.schemas.Action;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the events of the last hour, in minutes, in a ring. Thread-safe; an addition takes a
 * lock for as long as a few increments take.
 */
final class EventWindow {

  /** How far back it goes. */
  static final int MINUTES = 60;

  private static final long MINUTE_MS = 60_000;

  /** What is counted. */
  private static final class Counts {
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);
    private final double[] popularity = new double[Distribution.BUCKETS];
    private final double[] positions = new double[Distribution.BUCKETS];
    private long unknown;
    private long deadLetters;

    private void add(Counts other) {
      other.actions.forEach((action, count) -> actions.merge(action, count, Long::sum));
      add(popularity, other.popularity);
      add(positions, other.positions);
      unknown += other.unknown;
      deadLetters += other.deadLetters;
    }

    private static void add(double[] to, double[] from) {
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /**
   * The sums over the window.
   *
   * @param actions how many events of each action
   * @param unknown how many added or played tracks the version does not know
   * @param deadLetters how many records could not be processed
   * @param popularity of each known track that was added or played, its rank in the version
   * @param positions of each track that was added or played, how many the playlist had before it
   */
  record Sums(
      Map<Action, Long> actions,
      long unknown,
      long deadLetters,
      Distribution popularity,
      Distribution positions) {

    /** All valid events. */
    long events() {
      return actions.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private final Clock clock;
  private final @Nullable Counts[] ring = new Counts[MINUTES];
  private final long[] minuteOf = new long[MINUTES];

  EventWindow(Clock clock) {
    this.clock = clock;
  }

  /** An event that adds no track. */
  synchronized void count(Action action) {
    current().actions.merge(action, 1L, Long::sum);
  }

  /**
   * An event that adds a track.
   *
   * @param rank the track's rank in the version that serves; -1 when that does not know it
   * @param position how many tracks the playlist had
   */
  synchronized void count(Action action, int rank, int position) {
    Counts now = current();
    now.actions.merge(action, 1L, Long::sum);
    now.positions[Distribution.bucket(position)]++;
    if (rank < 0) {
      now.unknown++;
    } else {
      now.popularity[Distribution.bucket(rank)]++;
    }
  }

  synchronized void countDeadLetter() {
    current().deadLetters++;
  }

  synchronized Sums sums() {
    long oldest = minute() - MINUTES + 1;
    Counts sum = new Counts();
    for (int i = 0; i < MINUTES; i++) {
      Counts counts = ring[i];
      if (counts != null && minuteOf[i] >= oldest) {
        sum.add(counts);
      }
    }
    Map<Action, Long> actions = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      if (action != Action.UNKNOWN) {
        actions.put(action, sum.actions.getOrDefault(action, 0L));
      }
    }
    return new Sums(
        actions,
        sum.unknown,
        sum.deadLetters,
        new Distribution(sum.popularity),
        new Distribution(sum.positions));
  }

  private Counts current() {
    long minute = minute();
    int place = (int) (minute % MINUTES);
    Counts counts = ring[place];
    if (counts == null || minuteOf[place] != minute) {
      counts = new Counts();
      ring[place] = counts;
      minuteOf[place] = minute;
    }
    return counts;
  }

  private long minute() {
    return clock.millis() / MINUTE_MS;
  }
}

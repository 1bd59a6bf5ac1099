package io.segue.app.playlists;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * When the log of a partition ended where: tells of a position in it how old what lies behind that
 * position can be at most. Thread-safe.
 */
final class EndHistory {

  private static final int SAMPLES_MAX = 600;

  /**
   * The end at a time.
   *
   * @param end the offset after the last record
   * @param at a time at which no later record was there
   */
  private record Sample(long end, Instant at) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Notes where the log ended. An end before the last one means that the log is another one, and
   * all that was noted is forgotten.
   *
   * @param at a moment before the end was asked for
   */
  synchronized void note(long end, Instant at) {
    Sample last = samples.peekLast();
    if (last != null && end < last.end()) {
      samples.clear();
    } else if (last != null && end == last.end()) {
      samples.removeLast();
    } else if (samples.size() == SAMPLES_MAX) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(end, at));
  }

  /** A moment up to which all records lie before {@code position}; null when none is known. */
  synchronized @Nullable Instant completeUpTo(long position) {
    for (Iterator<Sample> latest = samples.descendingIterator(); latest.hasNext(); ) {
      Sample sample = latest.next();
      if (sample.end() <= position) {
        return sample.at();
      }
    }
    return null;
  }

  /** The end as last noted; null when none was. */
  synchronized @Nullable Long end() {
    Sample last = samples.peekLast();
    return last == null ? null : last.end();
  }

  /** When the end was last noted; null when it never was. */
  synchronized @Nullable Instant measuredAt() {
    Sample last = samples.peekLast();
    return last == null ? null : last.at();
  }
}

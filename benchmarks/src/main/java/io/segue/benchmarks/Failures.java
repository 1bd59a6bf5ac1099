package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How many requests were answered with which status other than 200. Thread-safe. */
final class Failures {

  private static final int OK = 200;

  private final Map<Integer, Integer> counts = new ConcurrentSkipListMap<>();

  /** Those of several loads together. */
  static Failures of(Collection<Failures> loads) {
    Failures all = new Failures();
    loads.forEach(
        load ->
            load.counts.forEach((status, count) -> all.counts.merge(status, count, Integer::sum)));
    return all;
  }

  /** Notes an answer. */
  void note(int status) {
    if (status != OK) {
      counts.merge(status, 1, Integer::sum);
    }
  }

  /**
   * Ends the command if there are any.
   *
   * @throws CommandFailedException saying how many had which status
   */
  void requireNone() {
    if (!counts.isEmpty()) {
      throw new CommandFailedException("Requests were not answered with 200: " + this + ".");
    }
  }

  /** {@code 7 with 503, 1 with 504}; {@code none}. */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (status, count) ->
            words
                .append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(" with ")
                .append(status));
    return words.isEmpty() ? "none" : words.toString();
  }
}

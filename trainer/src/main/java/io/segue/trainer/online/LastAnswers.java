package io.segue.trainer.online;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answer that an event follows: the last one about its playlist before it, if that is no
 * older than the patience and no other event has followed since. Not thread-safe.
 *
 * @param <A> what is kept of an answer
 */
final class LastAnswers<A> {

  private record Given<A>(Instant at, A answer) {}

  private final Duration patience;
  private final Map<String, List<Given<A>>> answers = new HashMap<>();

  /**
   * @param patience how old an answer may be when the event comes that it is asked about
   */
  LastAnswers(Duration patience) {
    this.patience = patience;
  }

  /** An answer was given; those of a playlist in any order. */
  void put(String playlistId, Instant at, A answer) {
    answers.computeIfAbsent(playlistId, id -> new ArrayList<>()).add(new Given<>(at, answer));
  }

  /**
   * The answer that an event follows, and no later one; null when there is none. A playlist's
   * events must come in their order.
   *
   * @param at when the event was written
   */
  @Nullable A take(String playlistId, Instant at) {
    List<Given<A>> given = answers.get(playlistId);
    if (given == null) {
      return null;
    }
    Given<A> last = null;
    for (Given<A> one : given) {
      if (one.at().isBefore(at) && (last == null || one.at().isAfter(last.at()))) {
        last = one;
      }
    }
    if (last == null || last.at().plus(patience).isBefore(at)) {
      return null;
    }
    given.removeIf(one -> one.at().isBefore(at)); // it is answered by one event
    return last.answer();
  }
}

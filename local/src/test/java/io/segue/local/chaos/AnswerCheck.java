package io.segue.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer can be true: a playlist must be what it was at some time, and not before the
 * time that the answer itself names.
 */
final class AnswerCheck {

  /** Milliseconds in answers are rounded down. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  private final PlaylistLog log;

  AnswerCheck(PlaylistLog log) {
    this.log = log;
  }

  /** What is wrong with {@code GET /v1/playlists/{id}}; null when nothing is. */
  @Nullable String playlist(String playlist, JsonNode body, Instant asked) {
    List<String> given = texts(body.path("tracks"));
    List<String> truth = log.tracks(playlist);
    if (given.size() > truth.size() || !truth.subList(0, given.size()).equals(given)) {
      return "%s never was %s, but %s".formatted(playlist, given, truth);
    }
    return tooOld(playlist, given.size(), body, asked);
  }

  /** What is wrong with {@code GET /v1/playlists/{id}/recommendations?k=}; null when nothing is. */
  @Nullable String recommendations(String playlist, JsonNode body, int k, Instant asked) {
    List<String> given = texts(body.path("recommendations"));
    if (given.size() != k || new HashSet<>(given).size() != k) {
      return "%d tracks were asked for, and %s was answered".formatted(k, given);
    }
    if (body.at("/staleness/state").asText().equals("none")) {
      return null;
    }
    int count = body.path("trackCount").asInt();
    List<String> truth = log.tracks(playlist);
    if (count > truth.size()) {
      return "%s never had %d tracks".formatted(playlist, count);
    }
    Set<String> repeated = new HashSet<>(truth.subList(0, count));
    repeated.retainAll(given);
    return repeated.isEmpty()
        ? tooOld(playlist, count, body, asked)
        : "%s holds %s, and they are recommended".formatted(playlist, repeated);
  }

  private @Nullable String tooOld(String playlist, int count, JsonNode body, Instant asked) {
    JsonNode behind = body.at("/staleness/behindMs");
    if (!behind.isNumber()) {
      return null;
    }
    Instant completeUpTo = asked.minusMillis(behind.asLong()).minus(ROUNDING);
    int confirmed = log.confirmedAt(playlist, completeUpTo);
    return count >= confirmed
        ? null
        : "%s is said to be complete up to %s, when it had %d tracks, and has %d: %s"
            .formatted(playlist, completeUpTo, confirmed, count, body.path("staleness"));
  }

  private static List<String> texts(JsonNode tracks) {
    return StreamSupport.stream(tracks.spliterator(), false)
        .map(track -> track.path("trackId").asText())
        .toList();
  }
}

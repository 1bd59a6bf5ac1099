package io.segue.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a playlist.
 *
 * @param trackId 1 to 1,024 characters
 * @param eventId tells it from others of its playlist; sent twice it counts once
 * @param userId whose playlist it is; null where that is not known
 * @param occurredAt when; null for now
 * @param source where the event comes from, for people; null for nothing
 */
public record Event(
    String trackId,
    Action action,
    String eventId,
    @Nullable String userId,
    @Nullable Instant occurredAt,
    @Nullable String source) {

  /** What happened. */
  public enum Action {
    /** The track was appended. */
    ADD,
    /** Its latest occurrence was taken out. */
    REMOVE,
    /** It was played, and so appended. */
    PLAY,
    /** The listener did not want it here. */
    SKIP
  }

  /** An event of now, with a random id. */
  public static Event of(Action action, String trackId) {
    return new Event(trackId, action, UUID.randomUUID().toString(), null, null, null);
  }
}

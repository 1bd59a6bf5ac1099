package io.segue.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a valid playlist event is. The one definition, for all who let events in: the HTTP API, the
 * importer, and the streams app for whatever others write to the topic.
 *
 * <p>Stateless and thread-safe.
 */
public final class EventRules {

  /** The most characters (UTF-16 units, as {@link String#length()} counts) that an id may have. */
  public static final int ID_LENGTH_MAX = 1_024;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int QUOTED_MAX = 40;

  private EventRules() {}

  /**
   * Returns if the event is valid and lies under the right key.
   *
   * @param key the key of the Kafka record, null when it has none
   * @throws InvalidEventException saying what is wrong, when something is
   */
  public static void check(@Nullable String key, @Nullable PlaylistEvent event) {
    if (event == null) {
      throw new InvalidEventException(
          "The record has no value; playlist events are never deleted.");
    }
    checkId("eventId", event.getEventId());
    checkId("playlistId", event.getPlaylistId());
    checkId("trackId", event.getTrackId());
    if (event.getUserId() != null) {
      checkId("userId", event.getUserId());
    }
    if (event.getAction() == null) {
      throw new InvalidEventException("The action is missing.");
    }
    if (event.getAction() == Action.UNKNOWN) {
      throw new InvalidEventException(
          "The action is one that this version of Segue does not know; it knows ADD, REMOVE, PLAY"
              + " and SKIP.");
    }
    Instant occurredAt = event.getOccurredAt();
    if (occurredAt == null) {
      throw new InvalidEventException("The occurredAt is missing.");
    }
    if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST)) {
      throw new InvalidEventException(
          "The occurredAt must lie in the years 1 to 9999, not at " + occurredAt + ".");
    }
    if (key == null) {
      throw new InvalidEventException(
          "The record has no key; it must have the playlist's id "
              + quoted(event.getPlaylistId())
              + " as its key.");
    }
    if (!key.equals(event.getPlaylistId())) {
      throw new InvalidEventException(
          "The record's key "
              + quoted(key)
              + " differs from the event's playlistId "
              + quoted(event.getPlaylistId())
              + ".");
    }
  }

  /**
   * Returns the id if it is valid: not empty, at most {@link #ID_LENGTH_MAX} characters, no control
   * characters, well-formed Unicode.
   *
   * @param name what to call the id in the sentence, such as {@code trackId}
   * @throws InvalidEventException saying what is wrong, when something is
   */
  public static String checkId(String name, @Nullable String id) {
    if (id == null) {
      throw new InvalidEventException("The " + name + " is missing.");
    }
    if (id.isEmpty()) {
      throw new InvalidEventException("The " + name + " is empty.");
    }
    if (id.length() > ID_LENGTH_MAX) {
      throw new InvalidEventException(
          "The "
              + name
              + " has "
              + id.length()
              + " characters; at most "
              + ID_LENGTH_MAX
              + " are allowed.");
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (Character.isISOControl(c)) {
        throw new InvalidEventException(
            String.format(
                "The %s has a control character (U+%04X) at position %d.", name, (int) c, i + 1));
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < id.length()
                && Character.isLowSurrogate(id.charAt(i + 1));
        if (!paired) {
          throw new InvalidEventException(
              "The " + name + " is not well-formed Unicode at position " + (i + 1) + ".");
        }
        i++;
      }
    }
    return id;
  }

  /** Cut short and without control characters, so that a sentence in a log stays one line. */
  private static String quoted(String id) {
    String start = id.length() <= QUOTED_MAX ? id : id.substring(0, QUOTED_MAX) + "…";
    StringBuilder clean = new StringBuilder("'");
    start.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
    return clean.append('\'').toString();
  }
}

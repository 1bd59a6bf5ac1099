package io.segue.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.events.EventLog;
import io.segue.app.events.EventNotWrittenException;
import io.segue.schemas.Action;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import io.segue.schemas.PlaylistEvent;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/playlists/{id}/events}: something happened to a playlist. Any instance takes it.
 *
 * <p>Takes {@link Event}; answers 202 with {@link Body} once the broker has the event safe. The
 * playlist shows it a moment later; a query with {@code after} and the answer's token waits for
 * that. It answers 400 for an event that is not valid; 413 for a body over 64 KiB; 503 when the
 * broker does not confirm in time. After a 503 the event may have been written: send it again with
 * the same {@code eventId}, and it counts once.
 */
final class PostPlaylistEvent implements Endpoint {

  /**
   * The event.
   *
   * @param trackId the track
   * @param action ADD, REMOVE, PLAY or SKIP
   * @param eventId tells the event from others of the playlist; a random one when absent
   * @param userId whose playlist it is; may be absent
   * @param occurredAt when it happened: ISO 8601, or milliseconds since 1970; now when absent
   * @param source where the event comes from; {@code api} when absent
   */
  record Event(
      @Nullable String trackId,
      @Nullable String action,
      @Nullable String eventId,
      @Nullable String userId,
      @Nullable JsonNode occurredAt,
      @Nullable String source) {}

  /**
   * The answer.
   *
   * @param eventId the event's id
   * @param playlistId the playlist
   * @param partition the partition of playlist-events that has the event
   * @param offset its offset there
   * @param token to be given as {@code after} with a query that is to see the event
   * @param instance which instance took it
   */
  record Body(
      String eventId,
      String playlistId,
      int partition,
      long offset,
      String token,
      String instance) {}

  private static final int SOURCE_LENGTH_MAX = 1_024;

  private final EventLog events;
  private final String instance;
  private final Clock clock;

  PostPlaylistEvent(EventLog events, String instance, Clock clock) {
    this.events = events;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/v1/playlists/{id}/events";
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    PlaylistEvent event = event(playlistId, Json.read(request.body(), Event.class));
    try {
      EventRules.check(playlistId, event);
    } catch (InvalidEventException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
    EventLog.Place place;
    try {
      place = events.append(event);
    } catch (EventNotWrittenException e) {
      throw ProblemException.unavailable(
          e.getMessage()
              + ". It may have been written all the same; send it again with \"eventId\": \""
              + event.getEventId()
              + "\", and it counts once.");
    }
    return Answer.json(
        Answer.ACCEPTED,
        new Body(
            event.getEventId(),
            playlistId,
            place.partition(),
            place.offset(),
            new EventToken(place.partition(), place.offset()).toString(),
            instance));
  }

  private PlaylistEvent event(String playlistId, Event given) {
    if (given.trackId() == null) {
      throw ProblemException.badRequest("The field 'trackId' is missing.");
    }
    String source = Objects.requireNonNullElse(given.source(), "api");
    if (source.length() > SOURCE_LENGTH_MAX) {
      throw ProblemException.badRequest(
          "The source has "
              + source.length()
              + " characters; at most "
              + SOURCE_LENGTH_MAX
              + " are allowed.");
    }
    return new PlaylistEvent(
        given.eventId() == null ? UUID.randomUUID().toString() : given.eventId(),
        playlistId,
        given.userId(),
        given.trackId(),
        action(given.action()),
        time(given.occurredAt()),
        source);
  }

  private static Action action(@Nullable String given) {
    String known =
        Arrays.stream(Action.values())
            .filter(action -> action != Action.UNKNOWN)
            .map(Action::name)
            .collect(Collectors.joining(", "));
    if (given == null) {
      throw ProblemException.badRequest(
          "The field 'action' is missing; it is one of " + known + ".");
    }
    for (Action action : Action.values()) {
      if (action != Action.UNKNOWN && action.name().equals(given)) {
        return action;
      }
    }
    throw ProblemException.badRequest(
        "The action " + Texts.quoted(given) + " is unknown; it is one of " + known + ".");
  }

  private Instant time(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return Instant.ofEpochMilli(clock.millis());
    }
    try {
      if (given.isIntegralNumber() && given.canConvertToLong()) {
        return Instant.ofEpochMilli(given.longValue());
      }
      if (given.isTextual()) {
        return Instant.ofEpochMilli(Instant.parse(given.textValue()).toEpochMilli());
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw notATime(given);
    }
    throw notATime(given);
  }

  private static ProblemException notATime(JsonNode given) {
    return ProblemException.badRequest(
        "occurredAt is "
            + Texts.quoted(given.toString())
            + "; write ISO 8601 such as"
            + " \"2026-11-22T10:15:30Z\", or milliseconds since 1970 as a number.");
  }
}

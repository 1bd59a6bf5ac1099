package io.segue.app.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body; not copied, nobody writes to it
 * @param headers further headers by name
 * @param feed sends what is to be sent, instead of a body; null where there is a body
 */
@SuppressWarnings("ArrayRecordComponent") // written once, sent once, never compared
public record Answer(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    @Nullable EventFeed feed) {

  static final int OK = 200;
  static final int ACCEPTED = 202;

  /** With this header an instance says that its 503 is due to too much load. */
  static final String OVERLOADED = "Segue-Overloaded";

  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** With a body. */
  Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null);
  }

  /** Server-sent events. */
  static Answer stream(EventFeed feed) {
    return new Answer(OK, "text/event-stream", new byte[0], Map.of(), feed);
  }

  /** Whether the instance that answered has too much to do. */
  boolean isOverload() {
    return headers.containsKey(OVERLOADED);
  }

  /** A value as JSON. */
  public static Answer json(int status, Object value) {
    return new Answer(status, Json.CONTENT_TYPE, Json.write(value), Map.of());
  }
}

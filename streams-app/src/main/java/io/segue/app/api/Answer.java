package io.segue.app.api;

import java.util.Map;

/**
 * What a client gets.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body; not copied, nobody writes to it
 * @param headers further headers by name
 */
@SuppressWarnings("ArrayRecordComponent") // written once, sent once, never compared
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

  static final int OK = 200;
  static final int ACCEPTED = 202;

  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A value as JSON. */
  public static Answer json(int status, Object value) {
    return new Answer(status, Json.CONTENT_TYPE, Json.write(value), Map.of());
  }
}

package io.segue.app.api;

import java.util.Map;

/**
 * Problem details by RFC 9457.
 *
 * @param type what kind of problem it is, a URN that stays the same
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what was wrong this time and what to do about it
 * @param instance the path of the request
 */
public record Problem(String type, String title, int status, String detail, String instance) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** As an answer with further headers. */
  Answer toAnswer(Map<String, String> headers) {
    return new Answer(status, CONTENT_TYPE, Json.write(this), headers);
  }
}

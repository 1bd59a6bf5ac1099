package io.segue.app.api;

import java.time.Duration;

/**
 * How much of anything a client may take.
 *
 * @param silence how long a connection may be silent, within a request or between two
 * @param request how long a request may take to arrive, however often a few bytes of it come: its
 *     first line, and then all the rest
 * @param connections how many connections there may be at once
 * @param requests how many requests may be under way at once, those about the process's own health
 *     not counted; more are refused before their bodies are read
 * @param streams how many clients may follow events at once
 * @param heartbeat how long those hear nothing at most
 */
record HttpLimits(
    Duration silence,
    Duration request,
    int connections,
    int requests,
    int streams,
    Duration heartbeat) {

  /** The largest body that is read, in bytes. */
  static final int BODY_BYTES_MAX = 64 * 1024;

  /** The longest id has 1,024 characters, of which each may take 12 letters when it is encoded. */
  static final int PROLOGUE_BYTES_MAX = 64 * 1024;

  /** The most bytes of all headers together. */
  static final int HEADERS_BYTES_MAX = 16 * 1024;

  /** What instances run with. */
  static final HttpLimits DEFAULTS =
      new HttpLimits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          10_000,
          1_000,
          64,
          Duration.ofSeconds(10));
}

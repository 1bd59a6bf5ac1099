package io.segue.app.api;

import java.time.Duration;

/** The client's end of an {@link EventFeed}. Used by one thread. */
interface EventSink {

  /**
   * Sends an event.
   *
   * @param name its type
   * @param json its data, one line
   * @throws java.io.UncheckedIOException when the client is gone; the feed lets it through
   */
  void send(String name, byte[] json);

  /**
   * Waits, and lets the client know from time to time that the connection lives.
   *
   * @param length how long
   * @return whether to go on; false when the instance stops
   * @throws java.io.UncheckedIOException when the client is gone; the feed lets it through
   */
  boolean pause(Duration length);
}

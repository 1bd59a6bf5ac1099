package io.segue.app.api;

/** An answer that goes out bit by bit, as server-sent events, until one of both sides ends it. */
@FunctionalInterface
interface EventFeed {

  /**
   * Sends until the sink says that it is over. Called once, on a thread of its own.
   *
   * @param sink where to
   */
  void run(EventSink sink);
}

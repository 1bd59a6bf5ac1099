package io.segue.app.events;

import io.segue.schemas.PlaylistEvent;

/** Takes playlist events. Thread-safe. */
public interface EventLog extends AutoCloseable {

  /**
   * Where an event was written.
   *
   * @param partition the partition of {@code playlist-events}
   * @param offset the offset there
   */
  record Place(int partition, long offset) {}

  /**
   * Writes a valid event and waits until the broker has it safe.
   *
   * @throws EventNotWrittenException when the broker did not confirm in time; the event may still
   *     have been written, so a retry must use the same event id
   */
  Place append(PlaylistEvent event) throws EventNotWrittenException;

  @Override
  void close();
}

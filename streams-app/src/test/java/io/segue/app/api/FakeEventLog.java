package io.segue.app.api;

import io.segue.app.events.EventLog;
import io.segue.app.events.EventNotWrittenException;
import io.segue.schemas.PlaylistEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events in a list. */
final class FakeEventLog implements EventLog {

  final List<PlaylistEvent> events = new CopyOnWriteArrayList<>();
  volatile boolean refuses;

  @Override
  public Place append(PlaylistEvent event) throws EventNotWrittenException {
    if (refuses) {
      throw new EventNotWrittenException(
          "Kafka did not confirm the event: no leader", new IOException("no leader"));
    }
    events.add(event);
    return new Place(4, events.size() - 1);
  }

  @Override
  public void close() {}
}

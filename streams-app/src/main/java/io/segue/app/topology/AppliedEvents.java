package io.segue.app.topology;

import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.StoredPlaylist;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Watches the events of one partition as they are applied. Each partition has one of its own, used
 * by the partition's stream thread only; what it throws stops the stream.
 */
public interface AppliedEvents {

  /** The partition is taken over; the context gives the stores of the topology's fold. */
  void open(ProcessorContext<?, ?> context);

  /**
   * A valid event that is no duplicate is about to be applied.
   *
   * @param before the playlist as it is without the event, null when this is its first; does not
   *     change afterwards, so it may be kept
   */
  void applied(String playlistId, @Nullable StoredPlaylist before, PlaylistEvent event);

  /** The partition is given up. */
  void close();

  /** All of them, one after the other. */
  static AppliedEvents all(List<AppliedEvents> watches) {
    return new AppliedEvents() {
      @Override
      public void open(ProcessorContext<?, ?> context) {
        watches.forEach(watch -> watch.open(context));
      }

      @Override
      public void applied(String playlistId, @Nullable StoredPlaylist before, PlaylistEvent event) {
        watches.forEach(watch -> watch.applied(playlistId, before, event));
      }

      @Override
      public void close() {
        watches.forEach(AppliedEvents::close);
      }
    };
  }
}

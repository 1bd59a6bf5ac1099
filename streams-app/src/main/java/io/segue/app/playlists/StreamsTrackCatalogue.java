package io.segue.app.playlists;

import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.Track;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/**
 * The global store of tracks. Answers null until {@link #open} has been called, for the index may
 * be loaded before the stream runs.
 */
public final class StreamsTrackCatalogue implements TrackCatalogue {

  private final AtomicReference<@Nullable KafkaStreams> streams = new AtomicReference<>();

  /** From now on tracks are looked up in the store of {@code running}. */
  public void open(KafkaStreams running) {
    streams.set(running);
  }

  @Override
  public @Nullable Track find(String trackId) {
    KafkaStreams running = streams.get();
    if (running == null) {
      return null;
    }
    try {
      return running
          .store(
              StoreQueryParameters.fromNameAndType(
                  PlaylistTopology.TRACKS_STORE,
                  QueryableStoreTypes.<String, Track>keyValueStore()))
          .get(trackId);
    } catch (InvalidStateStoreException | IllegalStateException e) { // not yet, or not any more
      return null;
    }
  }
}

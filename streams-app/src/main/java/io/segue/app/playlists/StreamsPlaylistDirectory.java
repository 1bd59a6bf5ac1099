package io.segue.app.playlists;

import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.PlaylistState;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store of playlists, spread over the instances.
 *
 * <p>Reads through the first version of interactive queries: the second one can deadlock a stream
 * thread (KAFKA-19629).
 */
public final class StreamsPlaylistDirectory implements PlaylistDirectory {

  private final KafkaStreams streams;
  private final Address self;
  private final LagMonitor lags;

  /**
   * @param streams runs the topology
   * @param self what {@code streams} has as its {@code application.server}
   * @param lags knows how far this instance is behind
   */
  public StreamsPlaylistDirectory(KafkaStreams streams, Address self, LagMonitor lags) {
    this.streams = streams;
    this.self = self;
    this.lags = lags;
  }

  @Override
  public PlaylistLookup find(String playlistId) {
    KeyQueryMetadata place = placeOf(playlistId);
    if (place == null) {
      return new PlaylistLookup.Nowhere("the instances are still sharing out the playlists");
    }
    HostInfo owner = place.activeHost();
    if (owner == null || owner.equals(HostInfo.unavailable())) {
      return new PlaylistLookup.Nowhere(
          "no instance has partition " + place.partition() + " at the moment");
    }
    if (owner.host().equals(self.host()) && owner.port() == self.port()) {
      return read(playlistId, place.partition(), false);
    }
    return new PlaylistLookup.Elsewhere(new Address(owner.host(), owner.port()));
  }

  @Override
  public PlaylistLookup findCopy(String playlistId) {
    KeyQueryMetadata place = placeOf(playlistId);
    return place == null
        ? new PlaylistLookup.Nowhere("the instances are still sharing out the playlists")
        : read(playlistId, place.partition(), true);
  }

  private @Nullable KeyQueryMetadata placeOf(String playlistId) {
    try {
      KeyQueryMetadata place =
          streams.queryMetadataForKey(
              PlaylistTopology.PLAYLISTS_STORE, playlistId, new StringSerializer());
      return place == null || place.equals(KeyQueryMetadata.NOT_AVAILABLE) ? null : place;
    } catch (StreamsNotStartedException | IllegalStateException e) {
      return null;
    }
  }

  private PlaylistLookup read(String playlistId, int partition, boolean copy) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, PlaylistState>> query =
        StoreQueryParameters.fromNameAndType(
                PlaylistTopology.PLAYLISTS_STORE,
                QueryableStoreTypes.<String, PlaylistState>keyValueStore())
            .withPartition(partition);
    try {
      PlaylistState state = streams.store(copy ? query.enableStaleStores() : query).get(playlistId);
      return new PlaylistLookup.Here(
          state,
          lags.staleness(copy ? Staleness.State.STANDBY : Staleness.State.ACTIVE, partition));
    } catch (InvalidStateStoreException e) {
      return new PlaylistLookup.Nowhere(
          "partition " + partition + " is moving between instances or being restored");
    }
  }
}

package io.segue.app.playlists;

import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.PlaylistState;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The store of playlists, spread over the instances.
 *
 * <p>Reads through the first version of interactive queries: the second one can deadlock a stream
 * thread (KAFKA-19629).
 */
public final class StreamsPlaylistDirectory implements PlaylistDirectory {

  private final KafkaStreams streams;
  private final Address self;
  private final PartitionOwners owners;
  private final LagMonitor lags;
  private final PlaylistProgress progress;

  /**
   * @param streams runs the topology
   * @param self what {@code streams} has as its {@code application.server}
   * @param owners knows where the partitions are
   * @param lags knows how far this instance is behind
   * @param progress knows which events were applied
   */
  public StreamsPlaylistDirectory(
      KafkaStreams streams,
      Address self,
      PartitionOwners owners,
      LagMonitor lags,
      PlaylistProgress progress) {
    this.streams = streams;
    this.self = self;
    this.owners = owners;
    this.lags = lags;
    this.progress = progress;
  }

  @Override
  public PlaylistLookup find(String playlistId) {
    int partition = owners.partitionOf(playlistId);
    PlaylistLookup here = read(playlistId, partition, false);
    if (here instanceof PlaylistLookup.Here) {
      return here;
    }
    Address owner = owners.ownerOf(partition);
    if (owner == null || owner.equals(self)) {
      owners.askSoon();
      return here;
    }
    return new PlaylistLookup.Elsewhere(owner);
  }

  @Override
  public PlaylistLookup findCopy(String playlistId) {
    owners.askSoon();
    return read(playlistId, owners.partitionOf(playlistId), true);
  }

  @Override
  public boolean awaitEvent(int partition, long offset, Duration limit) {
    return progress.await(partition, offset, limit);
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

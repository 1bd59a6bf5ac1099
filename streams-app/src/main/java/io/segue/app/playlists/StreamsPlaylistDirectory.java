package io.segue.app.playlists;

import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.StoredPlaylist;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
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
  private final Consumer<ProcessorStateException> onDamage;

  /**
   * @param streams runs the topology
   * @param self what {@code streams} has as its {@code application.server}
   * @param owners knows where the partitions are
   * @param lags knows how far this instance is behind
   * @param progress knows which events were applied
   * @param onDamage is told when a store cannot be read, which does not mend itself
   */
  public StreamsPlaylistDirectory(
      KafkaStreams streams,
      Address self,
      PartitionOwners owners,
      LagMonitor lags,
      PlaylistProgress progress,
      Consumer<ProcessorStateException> onDamage) {
    this.streams = streams;
    this.self = self;
    this.owners = owners;
    this.lags = lags;
    this.progress = progress;
    this.onDamage = onDamage;
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
    int partition = owners.partitionOf(playlistId);
    if (!lags.knowsCopy(partition)) {
      return new PlaylistLookup.Nowhere("there is no copy of partition " + partition + " here");
    }
    return read(playlistId, partition, true);
  }

  @Override
  public List<Address> standbysOf(String playlistId) {
    return owners.standbysOf(owners.partitionOf(playlistId)).stream()
        .filter(address -> !address.equals(self))
        .distinct()
        .toList();
  }

  @Override
  public boolean awaitEvent(int partition, long offset, Duration limit) {
    return progress.await(partition, offset, limit);
  }

  private PlaylistLookup read(String playlistId, int partition, boolean copy) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, StoredPlaylist>> query =
        StoreQueryParameters.fromNameAndType(
                PlaylistTopology.PLAYLISTS_STORE,
                QueryableStoreTypes.<String, StoredPlaylist>keyValueStore())
            .withPartition(partition);
    try {
      // What is known of the age goes first: the state can only be newer than that.
      Staleness staleness =
          lags.staleness(copy ? Staleness.State.STANDBY : Staleness.State.ACTIVE, partition);
      StoredPlaylist playlist =
          streams.store(copy ? query.enableStaleStores() : query).get(playlistId);
      return new PlaylistLookup.Here(playlist == null ? null : playlist.state(), staleness);
    } catch (InvalidStateStoreException e) {
      return new PlaylistLookup.Nowhere(
          "partition " + partition + " is moving between instances or being restored");
    } catch (IllegalStateException e) { // asked while the stream processing ends
      return new PlaylistLookup.Nowhere("the stream processing of this instance has stopped");
    } catch (ProcessorStateException e) {
      onDamage.accept(e);
      return new PlaylistLookup.Nowhere("the store of partition " + partition + " cannot be read");
    }
  }
}

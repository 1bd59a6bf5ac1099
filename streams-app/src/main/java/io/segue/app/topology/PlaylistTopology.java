package io.segue.app.topology;

import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.QualityTally;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The one topology of Segue.
 *
 * <pre>
 * playlist-events ──▶ playlist-events-source ──▶ playlist-fold ◀──▶ playlists   (RocksDB, changelog)
 *                                                            ├──▶ quality          (the same)
 *                                                            └──▶ trial-playlists  (the same)
 * tracks          ──▶ tracks-source          ──▶ tracks-fill    ──▶ tracks      (RocksDB, global)
 * </pre>
 *
 * Every instance holds a part of the playlists and all of the tracks. Every node and store has a
 * name of its own, because names of changelog topics come from them.
 */
public final class PlaylistTopology {

  /** The store of playlists: playlist id to {@link PlaylistState}. */
  public static final String PLAYLISTS_STORE = "playlists";

  /** The global store of tracks: track id to {@link Track}. */
  public static final String TRACKS_STORE = "tracks";

  /** The store of how recommendations fare: {@link QualityTally} by window, or side of a trial. */
  public static final String QUALITY_STORE = "quality";

  /** The store of playlists that count in a trial: playlist id to the trial's beginning. */
  public static final String TRIAL_PLAYLISTS_STORE = "trial-playlists";

  private static final int MESSAGE_BYTES_MIN = 16 * 1024 * 1024;
  private static final int TRACK_ENTRY_BYTES_MAX = 1_024 * 3 + 64;
  private static final int OTHER_BYTES_PER_TRACK_MAX = 256;
  private static final int SKIPPED_MAX = 100;

  private PlaylistTopology() {}

  /**
   * Builds the topology: no I/O, nothing is started.
   *
   * @param settings what varies between deployments
   * @param progress is told of every event that was applied
   * @param tracksFault is run for every track record that cannot be read
   * @param watches gives each partition somebody who watches its events
   */
  public static Topology buildTopology(
      TopologySettings settings,
      PlaylistProgress progress,
      Runnable tracksFault,
      Supplier<AppliedEvents> watches) {
    Topology topology = new Topology();
    addPlaylists(topology, settings, progress, watches);
    addTracks(topology, settings, tracksFault);
    return topology;
  }

  /** The topic that holds the changes of {@link #PLAYLISTS_STORE}, as Kafka Streams names it. */
  public static String changelogOf(String applicationId) {
    return applicationId + "-" + PLAYLISTS_STORE + "-changelog";
  }

  /** The most bytes that one playlist of at most {@code tracksMax} tracks can take in a topic. */
  public static int stateBytesMax(int tracksMax) {
    long bytes =
        (long) (tracksMax + SKIPPED_MAX) * TRACK_ENTRY_BYTES_MAX
            + (long) tracksMax * OTHER_BYTES_PER_TRACK_MAX;
    return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(MESSAGE_BYTES_MIN, bytes));
  }

  private static void addPlaylists(
      Topology topology,
      TopologySettings settings,
      PlaylistProgress progress,
      Supplier<AppliedEvents> watches) {
    Deserializer<PlaylistEvent> events =
        settings.serdes().valueSerde(Topics.PLAYLIST_EVENTS).deserializer();
    PlaylistHistory history = new PlaylistHistory(settings.playlistTracksMax());
    topology
        .addSource(
            AutoOffsetReset.earliest(),
            "playlist-events-source",
            Serdes.String().deserializer(),
            events,
            Topics.PLAYLIST_EVENTS.name())
        .addProcessor(
            "playlist-fold",
            () -> new PlaylistProcessor(history, progress, watches.get()),
            "playlist-events-source")
        .addStateStore(playlistsStore(settings), "playlist-fold")
        .addStateStore(
            cached(QUALITY_STORE, AvroSerdes.storeSerde(QualityTally.class)), "playlist-fold")
        .addStateStore(cached(TRIAL_PLAYLISTS_STORE, Serdes.Long()), "playlist-fold");
  }

  /**
   * The store of playlists. The cache in front of it joins the changes that a playlist sees within
   * one commit interval into one write, which an import, where a playlist's events follow each
   * other, feels most.
   */
  private static StoreBuilder<KeyValueStore<String, PlaylistState>> playlistsStore(
      TopologySettings settings) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PLAYLISTS_STORE),
            Serdes.String(),
            AvroSerdes.storeSerde(PlaylistState.class))
        .withCachingEnabled()
        .withLoggingEnabled(
            Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(stateBytesMax(settings.playlistTracksMax()))));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> cached(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled();
  }

  private static void addTracks(
      Topology topology, TopologySettings settings, Runnable tracksFault) {
    Serde<Track> tracks = settings.serdes().valueSerde(Topics.TRACKS);
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(TRACKS_STORE), Serdes.String(), tracks)
            .withLoggingDisabled(),
        "tracks-source",
        Serdes.ByteArray().deserializer(),
        Serdes.ByteArray().deserializer(),
        Topics.TRACKS.name(),
        "tracks-fill",
        () -> new TrackProcessor(tracks.deserializer(), tracksFault));
  }
}

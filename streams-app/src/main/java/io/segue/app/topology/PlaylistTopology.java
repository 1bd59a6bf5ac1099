package io.segue.app.topology;

import io.segue.app.rules.LearningGate;
import io.segue.app.rules.SuccessorProcessor;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.QualityTally;
import io.segue.schemas.StoredPlaylist;
import io.segue.schemas.Succession;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.schemas.TrackSuccessors;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
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
 *                                                 │
 *                         by track                ▼
 *                         successors-fold ◀── successors-repartition
 *                          ▲   │
 *       successors (RocksDB)   └─▶ track-successors
 *
 * tracks          ──▶ tracks-source          ──▶ tracks-fill    ──▶ tracks      (RocksDB, global)
 * </pre>
 *
 * Every instance holds a part of the playlists and of the successors, and all of the tracks. The
 * part in the middle is there only when {@link TopologySettings#learning} is on. Every node and
 * store has a name of its own, because names of changelog topics come from them.
 */
public final class PlaylistTopology {

  /** The store of playlists: playlist id to {@link StoredPlaylist}. */
  public static final String PLAYLISTS_STORE = "playlists";

  /** The global store of tracks: track id to {@link Track}. */
  public static final String TRACKS_STORE = "tracks";

  /** The store of what follows what: track id to {@link TrackSuccessors}. */
  public static final String SUCCESSORS_STORE = "successors";

  /** The store of how recommendations fare: {@link QualityTally} by window, or side of a trial. */
  public static final String QUALITY_STORE = "quality";

  /** The store of playlists that count in a trial: playlist id to the trial's beginning. */
  public static final String TRIAL_PLAYLISTS_STORE = "trial-playlists";

  private static final Duration SEGMENT_TIME_MAX = Duration.ofMinutes(1);
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
   * @param gate says which events are worth learning from
   * @param tracksFault is run for every track record that cannot be read
   * @param watches gives each partition somebody who watches its events
   */
  public static Topology buildTopology(
      TopologySettings settings,
      PlaylistProgress progress,
      LearningGate gate,
      Runnable tracksFault,
      Supplier<AppliedEvents> watches) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Succession> successions =
        addPlaylists(builder, settings, progress, gate, watches);
    if (settings.learning().isOn()) {
      addSuccessors(builder, successions, settings);
    }
    Topology topology = builder.build();
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

  private static KStream<String, Succession> addPlaylists(
      StreamsBuilder builder,
      TopologySettings settings,
      PlaylistProgress progress,
      LearningGate gate,
      Supplier<AppliedEvents> watches) {
    PlaylistHistory history = new PlaylistHistory(settings.playlistTracksMax());
    builder.addStateStore(playlistsStore(settings));
    builder.addStateStore(cached(QUALITY_STORE, AvroSerdes.storeSerde(QualityTally.class)));
    builder.addStateStore(cached(TRIAL_PLAYLISTS_STORE, Serdes.Long()));
    return builder.stream(
            Topics.PLAYLIST_EVENTS.name(),
            Consumed.with(Serdes.String(), settings.serdes().valueSerde(Topics.PLAYLIST_EVENTS))
                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                .withName("playlist-events-source"))
        .process(
            () ->
                new PlaylistProcessor(
                    history, progress, watches.get(), settings.learning().steps(), gate),
            Named.as("playlist-fold"),
            PLAYLISTS_STORE,
            QUALITY_STORE,
            TRIAL_PLAYLISTS_STORE);
  }

  /**
   * Brings what is said of a track together where the track's partition is. The store's cache joins
   * the changes that a track sees within one commit interval, as that of the playlists does.
   */
  private static void addSuccessors(
      StreamsBuilder builder, KStream<String, Succession> successions, TopologySettings settings) {
    SuccessorHistory history = settings.learning().history();
    builder.addStateStore(cached(SUCCESSORS_STORE, AvroSerdes.storeSerde(TrackSuccessors.class)));
    successions
        .repartition(
            Repartitioned.<String, Succession>as(SUCCESSORS_STORE)
                .withKeySerde(Serdes.String())
                .withValueSerde(AvroSerdes.storeSerde(Succession.class)))
        .process(
            () -> new SuccessorProcessor(history, SUCCESSORS_STORE),
            Named.as("successors-fold"),
            SUCCESSORS_STORE)
        .to(
            Topics.TRACK_SUCCESSORS.name(),
            Produced.with(Serdes.String(), settings.serdes().valueSerde(Topics.TRACK_SUCCESSORS))
                .withName("track-successors-sink"));
  }

  /**
   * The store of playlists. The cache in front of it joins the changes that a playlist sees within
   * one commit interval into one write, which an import, where a playlist's events follow each
   * other, feels most.
   */
  private static StoreBuilder<KeyValueStore<String, StoredPlaylist>> playlistsStore(
      TopologySettings settings) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PLAYLISTS_STORE),
            Serdes.String(),
            StoredPlaylist.serde())
        .withCachingEnabled()
        .withLoggingEnabled(changelog(stateBytesMax(settings.playlistTracksMax())));
  }

  /**
   * The settings of a store's changelog. Its latest segment is not compacted, and is read whole
   * when a store is restored, so it must not grow for days.
   */
  private static Map<String, String> changelog(int valueBytesMax) {
    return Map.of(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(valueBytesMax),
        TopicConfig.SEGMENT_MS_CONFIG,
        Long.toString(SEGMENT_TIME_MAX.toMillis()));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> cached(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled()
        .withLoggingEnabled(changelog(MESSAGE_BYTES_MIN));
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

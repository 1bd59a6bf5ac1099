package io.segue.app.quality;

import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.QualityTally;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store {@code quality}, as far as this instance writes it. */
public final class StoredQuality implements LocalQuality {

  private final KafkaStreams streams;
  private final Clock clock;

  /**
   * @param streams runs the topology
   * @param clock tells which windows are recent
   */
  public StoredQuality(KafkaStreams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public QualityReading read(Duration back, long trialStartedAtMs) {
    QualityReading sum = QualityReading.NOTHING;
    for (int partition : ownPartitions()) {
      try {
        sum = sum.plus(read(partition, back, trialStartedAtMs));
      } catch (InvalidStateStoreException e) {
        // It is moving or being restored; the reading says which partitions it is of.
      }
    }
    return sum;
  }

  private QualityReading read(int partition, Duration back, long trialStartedAtMs) {
    ReadOnlyKeyValueStore<String, QualityTally> store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                    PlaylistTopology.QUALITY_STORE,
                    QueryableStoreTypes.<String, QualityTally>keyValueStore())
                .withPartition(partition));
    Map<QualityKeys.Window, QualityReading.Window> windows = new HashMap<>();
    String from = QualityKeys.windowsFrom(clock.instant().minus(back));
    try (KeyValueIterator<String, QualityTally> tallies =
        store.range(from, QualityKeys.windowsEnd())) {
      while (tallies.hasNext()) {
        KeyValue<String, QualityTally> entry = tallies.next();
        QualityKeys.Window key = QualityKeys.parse(entry.key);
        if (key != null) {
          windows.merge(key, window(key, entry.value), QualityReading::sum);
        }
      }
    }
    return new QualityReading(
        Set.of(partition),
        List.copyOf(windows.values()),
        side(store, new TrialSide(trialStartedAtMs, false)),
        side(store, new TrialSide(trialStartedAtMs, true)));
  }

  private static QualityReading.Window window(QualityKeys.Window key, QualityTally tally) {
    byte[] shown = new byte[tally.getShown().remaining()];
    tally.getShown().duplicate().get(shown);
    return new QualityReading.Window(
        key.version(), key.slice(), QualityReading.Counts.of(RankCounts.of(tally)), shown);
  }

  private static QualityReading.@Nullable Counts side(
      ReadOnlyKeyValueStore<String, QualityTally> store, TrialSide side) {
    if (side.startedAtMs() == 0) {
      return null;
    }
    QualityTally tally = store.get(QualityKeys.side(side));
    return QualityReading.Counts.of(tally == null ? RankCounts.NONE : RankCounts.of(tally));
  }

  private Set<Integer> ownPartitions() {
    Set<Integer> partitions = new TreeSet<>();
    streams
        .metadataForLocalThreads()
        .forEach(
            thread ->
                thread
                    .activeTasks()
                    .forEach(
                        task ->
                            task.topicPartitions().stream()
                                .filter(at -> at.topic().equals(Topics.PLAYLIST_EVENTS.name()))
                                .forEach(at -> partitions.add(at.partition()))));
    return partitions;
  }
}

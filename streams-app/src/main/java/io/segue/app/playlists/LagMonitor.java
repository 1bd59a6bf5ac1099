package io.segue.app.playlists;

import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures once a second how many records each partition of this instance is behind.
 *
 * <p>A partition's position is what the group has committed or what this instance has applied,
 * whichever is further; its end is the last committed record. What the group has committed it tells
 * to {@link PlaylistProgress} as well. When the broker does not answer, the last measurement stays,
 * and its time tells its age.
 */
public final class LagMonitor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Measurement(long recordsBehind, Instant at) {}

  private final Admin admin;
  private final KafkaStreams streams;
  private final String applicationId;
  private final PlaylistProgress progress;
  private final Clock clock;
  private final Thread thread;

  private volatile Map<Integer, Measurement> activeLags = Map.of();
  private volatile Map<Integer, Measurement> standbyLags = Map.of();

  /**
   * Starts measuring.
   *
   * @param admin asks the broker; stays the caller's
   */
  public LagMonitor(
      Admin admin,
      KafkaStreams streams,
      String applicationId,
      PlaylistProgress progress,
      Clock clock) {
    this.admin = admin;
    this.streams = streams;
    this.applicationId = applicationId;
    this.progress = progress;
    this.clock = clock;
    thread = Thread.ofVirtual().name("lag-monitor").start(this::measureForever);
  }

  /** What is known of a partition now. */
  public Staleness staleness(Staleness.State state, int partition) {
    Map<Integer, Measurement> lags = state == Staleness.State.STANDBY ? standbyLags : activeLags;
    Measurement lag = lags.get(partition);
    PlaylistProgress.Position position = progress.of(partition);
    return new Staleness(
        state,
        partition,
        lag == null ? null : lag.recordsBehind(),
        lag == null ? null : lag.at(),
        position == null ? null : position.recordedAt());
  }

  /** The sum over the active partitions of this instance as last measured. */
  public long recordsBehind() {
    return activeLags.values().stream().mapToLong(Measurement::recordsBehind).sum();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void measureForever() {
    try {
      while (true) {
        measure();
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure() throws InterruptedException {
    try {
      if (streams.state().isRunningOrRebalancing()) {
        activeLags = measureActive();
        standbyLags = hasCopies() ? measureStandby() : Map.of();
      }
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      log.debug("The lag cannot be measured now", e);
    } catch (RuntimeException e) { // this thread must go on, and the measurement's age will tell
      log.warn("The lag could not be measured", e);
    }
  }

  private Map<Integer, Measurement> measureActive()
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (ThreadMetadata streamThread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : streamThread.activeTasks()) {
        task.topicPartitions().stream()
            .filter(place -> place.topic().equals(Topics.PLAYLIST_EVENTS.name()))
            .forEach(place -> wanted.put(place, OffsetSpec.latest()));
      }
    }
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
        admin
            .listStreamsGroupOffsets(
                Map.of(
                    applicationId,
                    new ListStreamsGroupOffsetsSpec().topicPartitions(wanted.keySet())))
            .partitionsToOffsetAndMetadata(applicationId)
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    committed.forEach(
        (place, offset) -> {
          if (offset != null) {
            progress.committed(place.partition(), offset.offset());
          }
        });
    Instant now = clock.instant();
    Map<Integer, Measurement> lags = new HashMap<>();
    ends.forEach(
        (place, end) -> {
          long position = position(place, committed.get(place));
          lags.put(place.partition(), new Measurement(Math.max(0, end.offset() - position), now));
        });
    return lags;
  }

  private long position(TopicPartition place, @Nullable OffsetAndMetadata committed) {
    PlaylistProgress.Position applied = progress.of(place.partition());
    return Math.max(
        committed == null ? 0 : committed.offset(), applied == null ? 0 : applied.offset() + 1);
  }

  private boolean hasCopies() {
    return streams.metadataForLocalThreads().stream()
        .anyMatch(streamThread -> !streamThread.standbyTasks().isEmpty());
  }

  private Map<Integer, Measurement> measureStandby() {
    Map<Integer, LagInfo> copies =
        streams
            .allLocalStorePartitionLags()
            .getOrDefault(PlaylistTopology.PLAYLISTS_STORE, Map.of());
    Instant now = clock.instant();
    Map<Integer, Measurement> lags = new HashMap<>();
    copies.forEach((partition, lag) -> lags.put(partition, new Measurement(lag.offsetLag(), now)));
    return lags;
  }
}

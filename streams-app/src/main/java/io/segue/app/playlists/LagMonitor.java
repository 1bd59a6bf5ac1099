package io.segue.app.playlists;

import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far behind its log each partition is that this instance has, as the one that works
 * on it or as one that keeps a copy.
 *
 * <p>What the group has committed it tells to {@link PlaylistProgress} as well. The position of a
 * partition that it works on is what the group has committed or what this instance has applied,
 * whichever is further; that of a copy is what {@link CopyPosition} proves. {@link EndHistory}
 * makes times of positions. When the broker does not answer, the last measurement stays, and its
 * time tells its age.
 */
public final class LagMonitor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What is known of one partition. */
  private static final class Place {
    final EndHistory ends = new EndHistory();
    final CopyPosition copy = new CopyPosition();
    volatile long committed;
  }

  private final Admin admin;
  private final KafkaStreams streams;
  private final String applicationId;
  private final PlaylistProgress progress;
  private final Clock clock;
  private final Map<Integer, Place> places = new ConcurrentHashMap<>();
  private final Thread thread;

  private volatile Set<Integer> active = Set.of();

  /**
   * Starts measuring. The stream must not have started yet.
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
    streams.setGlobalStateRestoreListener(restores());
    streams.setStandbyUpdateListener(standbyUpdates());
    thread = Thread.ofVirtual().name("lag-monitor").start(this::measureForever);
  }

  /** What is known of a partition now. */
  public Staleness staleness(Staleness.State state, int partition) {
    Place place = places.get(partition);
    PlaylistProgress.Position applied = progress.of(partition);
    Instant lastEventAt = applied == null ? null : applied.recordedAt();
    Long position = place == null ? null : position(state, partition, place);
    Long end = place == null ? null : place.ends.end();
    if (place == null || position == null || end == null) {
      return new Staleness(state, partition, null, null, null, lastEventAt);
    }
    return new Staleness(
        state,
        partition,
        Math.max(0, end - position),
        place.ends.measuredAt(),
        place.ends.completeUpTo(position),
        lastEventAt);
  }

  /** The partitions that this instance works on, by number. */
  public List<PartitionLag> working() {
    return active.stream()
        .sorted()
        .map(
            partition -> {
              Place place = places.get(partition);
              return new PartitionLag(
                  place == null ? null : position(Staleness.State.ACTIVE, partition, place),
                  staleness(Staleness.State.ACTIVE, partition));
            })
        .toList();
  }

  /** Whether it is known how far the copy of the partition is behind that this instance has. */
  boolean knowsCopy(int partition) {
    Place place = places.get(partition);
    return place != null && place.copy.proven() != null;
  }

  /** The sum over the partitions that this instance works on. */
  public long recordsBehind() {
    return working().stream().mapToLong(PartitionLag::recordsBehind).sum();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private @Nullable Long position(Staleness.State state, int partition, Place place) {
    if (state == Staleness.State.STANDBY) {
      return place.copy.proven();
    }
    PlaylistProgress.Position applied = progress.of(partition);
    return Math.max(place.committed, applied == null ? 0 : applied.offset() + 1);
  }

  private StateRestoreListener restores() {
    return new StateRestoreListener() {
      @Override
      public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
        restarted(store, changelog.partition(), start);
      }

      @Override
      public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {}

      @Override
      public void onRestoreEnd(TopicPartition changelog, String store, long count) {}
    };
  }

  private StandbyUpdateListener standbyUpdates() {
    return new StandbyUpdateListener() {
      @Override
      public void onUpdateStart(TopicPartition changelog, String store, long start) {
        restarted(store, changelog.partition(), start);
      }

      @Override
      public void onBatchLoaded(
          TopicPartition changelog, String store, TaskId task, long to, long count, long end) {}

      @Override
      public void onUpdateSuspended(
          TopicPartition changelog, String store, long at, long end, SuspendReason reason) {}
    };
  }

  /**
   * A store goes on from a place in its changelog, which is its beginning if it was thrown away.
   */
  private void restarted(String store, int partition, long start) {
    Place place = places.get(partition);
    if (store.equals(PlaylistTopology.PLAYLISTS_STORE) && place != null) {
      place.copy.restarted(start);
    }
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
        findPlaces();
        if (!places.isEmpty()) {
          measureEnds();
          measurePositions();
        }
      }
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      log.debug("The lag cannot be measured now", e);
    } catch (RuntimeException e) { // this thread must go on, and the measurement's age will tell
      log.warn("The lag could not be measured", e);
    }
  }

  private void findPlaces() {
    Set<Integer> working = new HashSet<>();
    Set<Integer> all = new HashSet<>();
    for (ThreadMetadata streamThread : streams.metadataForLocalThreads()) {
      working.addAll(ofPlaylists(streamThread.activeTasks()));
      all.addAll(ofPlaylists(streamThread.standbyTasks()));
    }
    active = Set.copyOf(working);
    all.addAll(working);
    places.keySet().retainAll(all);
    all.forEach(partition -> places.computeIfAbsent(partition, p -> new Place()));
  }

  /** The partitions of the tasks that read events; tasks of other parts of the topology do not. */
  private static List<Integer> ofPlaylists(Set<TaskMetadata> tasks) {
    return tasks.stream()
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(Topics.PLAYLIST_EVENTS.name()))
        .map(TopicPartition::partition)
        .toList();
  }

  /** Where the logs end, the time being taken before the broker is asked. */
  private void measureEnds() throws InterruptedException, ExecutionException, TimeoutException {
    Instant before = clock.instant();
    ends(Topics.PLAYLIST_EVENTS.name(), IsolationLevel.READ_COMMITTED)
        .forEach((partition, end) -> place(partition).ends.note(end, before));
  }

  /** In the order that {@link CopyPosition} needs. */
  private void measurePositions()
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
        admin
            .listStreamsGroupOffsets(
                Map.of(
                    applicationId,
                    new ListStreamsGroupOffsetsSpec()
                        .topicPartitions(partitions(Topics.PLAYLIST_EVENTS.name()).toList())))
            .partitionsToOffsetAndMetadata(applicationId)
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    committed.forEach(
        (partition, offset) -> {
          if (offset != null) {
            place(partition.partition()).committed = offset.offset();
            progress.committed(partition.partition(), offset.offset());
          }
        });
    String changelog = PlaylistTopology.changelogOf(applicationId);
    ends(changelog, IsolationLevel.READ_UNCOMMITTED)
        .forEach((partition, end) -> place(partition).copy.claim(place(partition).committed, end));
    ends(changelog, IsolationLevel.READ_COMMITTED)
        .forEach((partition, end) -> place(partition).copy.settle(end));
    Map<Integer, LagInfo> copies =
        streams
            .allLocalStorePartitionLags()
            .getOrDefault(PlaylistTopology.PLAYLISTS_STORE, Map.of());
    copies.forEach(
        (partition, lag) -> {
          Place place = places.get(partition);
          if (place != null) {
            place.copy.reached(lag.currentOffsetPosition());
          }
        });
  }

  private Map<Integer, Long> ends(String topic, IsolationLevel isolation)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions(topic).collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(isolation))
        .all()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  private Stream<TopicPartition> partitions(String topic) {
    return places.keySet().stream().map(partition -> new TopicPartition(topic, partition));
  }

  /** Places come and go by this thread only, so those that were asked about are there. */
  private Place place(int partition) {
    Place place = places.get(partition);
    if (place == null) {
      throw new IllegalStateException("nobody has asked about partition " + partition);
    }
    return place;
  }
}

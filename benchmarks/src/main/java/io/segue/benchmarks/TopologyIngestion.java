package io.segue.benchmarks;

import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * An instance in a process of its own that begins without any state and takes all events that there
 * are. An event counts once the transaction is committed that contains it: its offset, its change
 * of the store, and the store's changelog.
 */
final class TopologyIngestion {

  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final long PAUSE_MS = 50;

  /**
   * What was measured.
   *
   * @param changelogBytes what an event has added to the changelog of the playlists, in bytes on
   *     the broker's disk, compressed
   */
  record Result(IngestionPace pace, double changelogBytes) {}

  private TopologyIngestion() {}

  /**
   * Measures.
   *
   * @param threads stream threads
   * @param heap of the instance
   */
  static Result measure(Connection to, int threads, String heap)
      throws IOException, InterruptedException {
    String applicationId = "segue-bench-" + UUID.randomUUID().toString().substring(0, 8);
    Path folder = Files.createTempDirectory("segue-bench-topology");
    try (Admin admin = Admin.create(to.clientConfig())) {
      try (AppProcess app =
          AppProcess.start(
              folder,
              heap,
              List.of(
                  "--bootstrap-servers=" + to.bootstrapServers(),
                  "--application-id=" + applicationId,
                  "--threads=" + threads))) {
        Map<TopicPartition, Long> ends = ends(admin);
        long events = ends.values().stream().mapToLong(Long::longValue).sum();
        IngestionPace pace = follow(admin, applicationId, ends, app);
        return new Result(
            pace, (double) bytes(admin, PlaylistTopology.changelogOf(applicationId)) / events);
      } finally {
        forget(admin, applicationId);
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("Kafka does not answer: " + e.getCause() + ".", e);
    } finally {
      Folders.delete(folder);
    }
  }

  private static IngestionPace follow(
      Admin admin, String applicationId, Map<TopicPartition, Long> ends, AppProcess app)
      throws InterruptedException, ExecutionException {
    long events = ends.values().stream().mapToLong(Long::longValue).sum();
    IngestionPace pace = new IngestionPace(events);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long done = 0;
    while (done < events) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      app.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new CommandFailedException(
            "Of %,d events only %,d were taken within %d minutes."
                .formatted(events, done, LIMIT.toMinutes()));
      }
      double processor = app.processorSeconds();
      done = Math.max(done, committed(admin, applicationId, List.copyOf(ends.keySet())));
      pace.note(done, processor);
    }
    return pace;
  }

  /** The sum of the offsets that the group has committed; 0 while there is no group. */
  private static long committed(Admin admin, String group, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    try {
      Map<TopicPartition, @Nullable OffsetAndMetadata> offsets =
          admin
              .listStreamsGroupOffsets(
                  Map.of(group, new ListStreamsGroupOffsetsSpec().topicPartitions(partitions)))
              .partitionsToOffsetAndMetadata(group)
              .get();
      return offsets.values().stream()
          .mapToLong(offset -> offset == null ? 0 : offset.offset())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin)
      throws InterruptedException, ExecutionException {
    String topic = Topics.PLAYLIST_EVENTS.name();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription description :
        admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
      for (TopicPartitionInfo info : description.partitions()) {
        wanted.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((place, end) -> ends.put(place, end.offset()));
    return ends;
  }

  /** What a topic takes on the disk of one broker. */
  private static long bytes(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    List<Integer> brokers =
        admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
    Map<TopicPartition, Long> sizes = new HashMap<>();
    admin
        .describeLogDirs(brokers)
        .allDescriptions()
        .get()
        .values()
        .forEach(
            folders ->
                folders
                    .values()
                    .forEach(
                        folder ->
                            folder
                                .replicaInfos()
                                .forEach(
                                    (place, replica) ->
                                        sizes.merge(place, replica.size(), Math::max))));
    return sizes.entrySet().stream()
        .filter(size -> size.getKey().topic().equals(topic))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Deletes what the instance had on the broker, so that the next one finds as much room. */
  private static void forget(Admin admin, String applicationId)
      throws InterruptedException, ExecutionException {
    List<String> topics =
        admin.listTopics().names().get().stream()
            .filter(topic -> topic.startsWith(applicationId + "-"))
            .toList();
    admin.deleteTopics(topics).all().get();
  }
}

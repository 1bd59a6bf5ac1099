package io.segue.app.deadletters;

import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the dead letters that Kafka keeps, by where their partitions begin and end: marks of
 * transactions and of replays are counted as well. Thread-safe.
 */
public final class KeptLetters {

  private static final Logger log = LoggerFactory.getLogger(KeptLetters.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  /**
   * @param admin asks the broker; stays the caller's
   */
  public KeptLetters(Admin admin) {
    this.admin = admin;
  }

  /** How many there are; null when Kafka does not tell now. */
  public @Nullable Long count() {
    String topic = Topics.PLAYLIST_EVENTS_DLQ;
    try {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .values()
              .stream()
              .flatMap(description -> description.partitions().stream())
              .map(TopicPartitionInfo::partition)
              .map(partition -> new TopicPartition(topic, partition))
              .toList();
      return sum(partitions, OffsetSpec.latest()) - sum(partitions, OffsetSpec.earliest());
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The dead letters cannot be counted now", e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private long sum(List<TopicPartition> partitions, OffsetSpec place)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(partition -> partition, p -> place));
    return admin
        .listOffsets(wanted)
        .all()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }
}

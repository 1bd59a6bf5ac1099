package io.segue.app.deadletters;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.PartitionReader.StalledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dead-letter topic, without a consumer group and without committing anything. Opens its
 * clients for each call; thread-safe.
 *
 * <p>What is read reaches to the high watermark of the moment of the call, not only to the last
 * stable offset: a mark may lie behind a transaction of the app that is still open, and whoever
 * overlooked it would replay twice. So reading waits for such transactions to end.
 */
final class DeadLetterTopic {

  private static final int API_TIMEOUT_MS = 15_000;

  /** Longer than Kafka Streams' transactions may stay open, which is 10 seconds by default. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  private final Connection connection;
  private final String name;

  DeadLetterTopic(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * The marks of what has been replayed, by dead letter.
   *
   * @throws CommandFailedException when the topic cannot be read
   */
  Map<Place, ReplayMark> marks() {
    Map<Place, ReplayMark> marks = new HashMap<>();
    scan(record -> ReplayMark.in(record).ifPresent(mark -> marks.put(mark.of(), mark)), ranges());
    return marks;
  }

  /**
   * Every dead letter, oldest first within a partition.
   *
   * @throws CommandFailedException when the topic cannot be read
   */
  void forEach(Consumer<DeadLetter> action) {
    scan(
        record -> {
          if (ReplayMark.in(record).isEmpty()) {
            action.accept(DeadLetter.of(record));
          }
        },
        ranges());
  }

  /**
   * The dead letter at a place; null when none is there.
   *
   * @throws CommandFailedException when the topic cannot be read
   */
  @Nullable DeadLetter at(Place place) {
    List<DeadLetter> found = new ArrayList<>();
    boolean isThere =
        ranges().stream()
            .filter(range -> range.getPartition() == place.partition())
            .anyMatch(range -> place.offset() >= range.getFrom() && place.offset() < range.getTo());
    if (!isThere) {
      return null;
    }
    scan(
        record -> {
          if (record.offset() == place.offset() && ReplayMark.in(record).isEmpty()) {
            found.add(DeadLetter.of(record));
          }
        },
        List.of(new OffsetRange(place.partition(), place.offset(), place.offset() + 1)));
    return found.isEmpty() ? null : found.get(0);
  }

  /** What the topic holds, up to the high watermark. */
  private List<OffsetRange> ranges() {
    Map<String, Object> config = connection.clientConfig();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    try (Admin admin = Admin.create(config)) {
      TopicDescription description =
          Objects.requireNonNull(
              admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
      List<TopicPartition> all =
          description.partitions().stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      Map<TopicPartition, Long> from = offsets(admin, all, OffsetSpec.earliest());
      Map<TopicPartition, Long> to = offsets(admin, all, OffsetSpec.latest());
      return all.stream()
          .map(
              partition ->
                  new OffsetRange(
                      partition.partition(),
                      from.getOrDefault(partition, 0L),
                      to.getOrDefault(partition, 0L)))
          .toList();
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while reading " + name + ".", e);
    }
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
        .all()
        .get()
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private void scan(Consumer<ConsumerRecord<byte[], byte[]>> action, List<OffsetRange> ranges) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      new PartitionReader<>(consumer).read(name, ranges, STALLED_AFTER, action);
    } catch (StalledException e) {
      throw new CommandFailedException(
          "%s cannot be read to its end: nothing came for %d seconds, which a transaction that"
                  .formatted(name, STALLED_AFTER.toSeconds())
              + " is still open may be the cause of. Try again.",
          e);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = connection.clientConfig();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "segue-dlq");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private CommandFailedException failed(Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new CommandFailedException(
          "Kafka at %s has no topic %s; the app creates it when it starts for the first time."
              .formatted(connection.bootstrapServers(), name),
          cause);
    }
    if (cause instanceof TimeoutException) {
      return new CommandFailedException(
          "No Kafka broker answered at %s within %d seconds; is one running there, and is"
                  .formatted(connection.bootstrapServers(), API_TIMEOUT_MS / 1_000)
              + " --bootstrap-servers right?",
          cause);
    }
    return new CommandFailedException(
        "%s cannot be read from Kafka at %s: %s"
            .formatted(name, connection.bootstrapServers(), cause.getMessage()),
        cause);
  }
}

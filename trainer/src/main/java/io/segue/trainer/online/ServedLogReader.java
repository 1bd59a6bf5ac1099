package io.segue.trainer.online;

import io.segue.schemas.Connection;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the log of answers, the topic {@code recommendations-served}. */
public final class ServedLogReader {

  static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private ServedLogReader() {}

  /**
   * The tracks of all answers that the log still has.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public static ShownTracks shownTracks(Connection connection, Consumer<String, byte[]> consumer) {
    ShownTracks shown = ShownTracks.none();
    read(connection, consumer, Instant.EPOCH, shown::answered);
    return shown;
  }

  /**
   * Shows each answer since a moment.
   *
   * @return how many there are
   */
  static long read(
      Connection connection,
      Consumer<String, byte[]> consumer,
      Instant since,
      java.util.function.Consumer<ServedRecommendations> answers) {
    String topic = Topics.RECOMMENDATIONS_SERVED.name();
    Deserializer<ServedRecommendations> decoder =
        connection.serdes().valueSerde(Topics.RECOMMENDATIONS_SERVED).deserializer();
    PartitionReader<String> reader = new PartitionReader<>(consumer);
    AtomicLong count = new AtomicLong();
    reader.read(
        topic,
        since(consumer, topic, reader.ranges(topic), since),
        STALLED_AFTER,
        record -> {
          answers.accept(decoder.deserialize(record.topic(), record.value()));
          count.incrementAndGet();
        });
    return count.get();
  }

  /** The parts of the ranges that were written at a moment or later. */
  static List<OffsetRange> since(
      Consumer<String, byte[]> consumer, String topic, List<OffsetRange> ranges, Instant since) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    ranges.forEach(
        range -> wanted.put(new TopicPartition(topic, range.getPartition()), since.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>();
    if (!wanted.isEmpty()) {
      found.putAll(consumer.offsetsForTimes(wanted));
    }
    return ranges.stream()
        .map(
            range -> {
              OffsetAndTimestamp first = found.get(new TopicPartition(topic, range.getPartition()));
              return new OffsetRange(
                  range.getPartition(),
                  first == null
                      ? range.getTo()
                      : Math.min(range.getTo(), Math.max(range.getFrom(), first.offset())),
                  range.getTo());
            })
        .toList();
  }
}

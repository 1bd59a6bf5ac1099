package io.segue.trainer.online;

import io.segue.schemas.Action;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.Topics;
import io.segue.trainer.topics.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the {@link OnlineReport} of what is in Kafka. */
public final class OnlineReportReader {

  private static final Logger LOG = LoggerFactory.getLogger(OnlineReportReader.class);

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private OnlineReportReader() {}

  /**
   * Reads the answers since a moment, and the events since then.
   *
   * @param patience how old an answer may be when the event comes that it is asked about
   * @throws BadInputException when no answers were logged
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public static OnlineReport read(Connection connection, Instant since, Duration patience) {
    OnlineTally tally = new OnlineTally(patience);
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      PartitionReader<String> reader = new PartitionReader<>(consumer);
      String served = Topics.RECOMMENDATIONS_SERVED.name();
      AtomicLong answers = new AtomicLong();
      Deserializer<ServedRecommendations> answerDecoder =
          connection.serdes().valueSerde(Topics.RECOMMENDATIONS_SERVED).deserializer();
      reader.read(
          served,
          since(consumer, served, reader.ranges(served), since),
          STALLED_AFTER,
          record -> {
            tally.answered(answerDecoder.deserialize(record.topic(), record.value()));
            answers.incrementAndGet();
          });
      if (answers.get() == 0) {
        throw new BadInputException(
            "No answers were logged in %s since %s; instances log them with --served-log-share."
                .formatted(served, since));
      }
      readEvents(connection, consumer, reader, since, tally);
    }
    return tally.report();
  }

  private static void readEvents(
      Connection connection,
      Consumer<String, byte[]> consumer,
      PartitionReader<String> reader,
      Instant since,
      OnlineTally tally) {
    String topic = Topics.PLAYLIST_EVENTS.name();
    Deserializer<PlaylistEvent> decoder =
        connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).deserializer();
    AtomicLong unusable = new AtomicLong();
    reader.read(
        topic,
        since(consumer, topic, reader.ranges(topic), since),
        STALLED_AFTER,
        record -> {
          try {
            PlaylistEvent event = decoder.deserialize(record.topic(), record.value());
            EventRules.check(record.key(), event);
            if (event.getAction() == Action.ADD || event.getAction() == Action.PLAY) {
              tally.played(
                  event.getPlaylistId(),
                  event.getTrackId(),
                  Instant.ofEpochMilli(record.timestamp()));
            }
          } catch (SerializationException | InvalidEventException e) {
            unusable.incrementAndGet();
          }
        });
    if (unusable.get() > 0) {
      LOG.warn("{} records of {} are no valid events and were left out", unusable, topic);
    }
  }

  /** The parts of the ranges that were written at a moment or later. */
  private static List<OffsetRange> since(
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

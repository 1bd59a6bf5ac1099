package io.segue.trainer.online;

import io.segue.schemas.Action;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import io.segue.trainer.topics.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the {@link OnlineReport} of what is in Kafka. */
public final class OnlineReportReader {

  private static final Logger LOG = LoggerFactory.getLogger(OnlineReportReader.class);

  private OnlineReportReader() {}

  /**
   * Reads the answers since a moment, and the events since then.
   *
   * @param patience how old an answer may be when the event comes that it is asked about
   * @throws BadInputException when no answers were logged
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public static OnlineReport read(Connection connection, Instant since, Duration patience)
      throws InterruptedException {
    OnlineTally tally = new OnlineTally(patience);
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      PartitionReader<String> reader = new PartitionReader<>(consumer);
      if (ServedLogReader.read(connection, consumer, since, tally::answered) == 0) {
        throw new BadInputException(
            "No answers were logged in %s since %s; instances log them with --served-log-share."
                .formatted(Topics.RECOMMENDATIONS_SERVED.name(), since));
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
        ServedLogReader.since(consumer, topic, reader.ranges(topic), since),
        ServedLogReader.STALLED_AFTER,
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
}

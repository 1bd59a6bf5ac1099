package io.segue.app.events;

import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topic {@code playlist-events}: idempotent, confirmed by all in-sync replicas. */
public final class KafkaEventLog implements EventLog {

  private static final Duration DELIVERY_PATIENCE = Duration.ofSeconds(10);
  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Producer<String, PlaylistEvent> producer;

  /**
   * Connects.
   *
   * @param connection the brokers and the serdes
   */
  public KafkaEventLog(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_PATIENCE.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_PATIENCE.toMillis());
    producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).serializer());
  }

  @Override
  public Place append(PlaylistEvent event) throws EventNotWrittenException {
    try {
      RecordMetadata written =
          producer
              .send(
                  new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), event.getPlaylistId(), event))
              .get();
      return new Place(written.partition(), written.offset());
    } catch (ExecutionException e) {
      throw notWritten(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw notWritten(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notWritten(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }

  private static EventNotWrittenException notWritten(Throwable cause) {
    return new EventNotWrittenException(
        "Kafka did not confirm the event: " + cause.getMessage(), cause);
  }
}

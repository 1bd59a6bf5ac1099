package io.segue.app.served;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.hashing.StableHash;
import io.segue.app.index.ServingIndex;
import io.segue.recommender.Recommendation;
import io.segue.schemas.Connection;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes a sample of the answers to the topic {@code recommendations-served}.
 *
 * <p>No query waits for it: records are sent in batches, and what Kafka does not take is counted
 * and forgotten, so the log may have gaps. Nothing else depends on it.
 */
public final class KafkaServedLog implements ServedLog {

  private static final int LINGER_MS = 200;
  private static final long BUFFER_BYTES = 8L * 1024 * 1024;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final Producer<String, ServedRecommendations> producer;
  private final double share;
  private final String instance;
  private final Clock clock;
  private final Counter written;
  private final Counter lost;
  private final AtomicLong answers = new AtomicLong();

  /**
   * Connects.
   *
   * @param share the share of the answers that is kept, above 0, up to 1
   * @param instance the name under which this instance answers
   * @param clock for the times in the records
   * @param meters counts what is written and what is lost
   */
  public KafkaServedLog(
      Connection connection, double share, String instance, Clock clock, MeterRegistry meters) {
    this(producer(connection), share, instance, clock, meters);
  }

  KafkaServedLog(
      Producer<String, ServedRecommendations> producer,
      double share,
      String instance,
      Clock clock,
      MeterRegistry meters) {
    this.producer = producer;
    this.share = share;
    this.instance = instance;
    this.clock = clock;
    written = counter(meters, "written");
    lost = counter(meters, "lost");
  }

  private static Producer<String, ServedRecommendations> producer(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    return new KafkaProducer<>(
        config,
        new StringSerializer(),
        connection.serdes().valueSerde(Topics.RECOMMENDATIONS_SERVED).serializer());
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("segue.served.log.records")
        .description("Answers of the sample, by whether Kafka took them")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void served(
      String playlistId,
      int trackCount,
      ServingIndex index,
      boolean candidate,
      List<Recommendation> recommendations) {
    if (!isSampled(playlistId)) {
      return;
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    ServedRecommendations record =
        new ServedRecommendations(
            now,
            playlistId,
            trackCount,
            index.version(),
            candidate,
            instance,
            share,
            recommendations.stream().map(KafkaServedLog::track).toList());
    send(new ProducerRecord<>(Topics.RECOMMENDATIONS_SERVED.name(), playlistId, record));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  private void send(ProducerRecord<String, ServedRecommendations> record) {
    try {
      producer.send(record, (place, failure) -> (failure == null ? written : lost).increment());
    } catch (KafkaException e) {
      lost.increment(); // the buffer is full, or the topic is not known yet
    }
  }

  /** By answer and not by playlist: the same playlist is asked about again and again. */
  private boolean isSampled(String playlistId) {
    return share >= 1 || StableHash.share(instance + answers.incrementAndGet(), playlistId) < share;
  }

  private static ServedTrack track(Recommendation recommendation) {
    return new ServedTrack(
        recommendation.trackId(),
        recommendation.source().name().toLowerCase(Locale.ROOT),
        recommendation.score());
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}

package io.segue.benchmarks;

import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Watches what an instance announces of what it learns: when nothing comes any more, it is done.
 */
final class Announcements implements AutoCloseable {

  private static final Duration STILL = Duration.ofSeconds(4);
  private static final long PAUSE_MS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private Announcements(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(Topics.TRACK_SUCCESSORS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
  }

  static Announcements open(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    return new Announcements(
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /** The sum of the ends of the topic's partitions. */
  long end() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Waits until nothing has been announced for {@code STILL}.
   *
   * @return when the last announcement was seen, as {@link System#nanoTime}; now, if none was
   */
  long awaitTheLast() throws InterruptedException {
    long end = end();
    long last = System.nanoTime();
    while (System.nanoTime() - last < STILL.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      long now = end();
      if (now != end) {
        end = now;
        last = System.nanoTime();
      }
    }
    return last;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

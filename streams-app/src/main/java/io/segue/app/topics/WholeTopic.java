package io.segue.app.topics;

import io.segue.schemas.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Consumers of whole topics: of committed records only, without a group. */
public final class WholeTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private WholeTopic() {}

  /** A consumer that has been given no partition yet; whoever opens it closes it. */
  public static Consumer<String, byte[]> consumer(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * All partitions of a topic. Waits for one that was created a moment ago: not every broker knows
   * it yet.
   *
   * @throws UnknownTopicOrPartitionException when there is none after 10 seconds
   */
  public static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known != null && !known.isEmpty()) {
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new UnknownTopicOrPartitionException("There is no topic " + topic + ".");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}

package io.segue.trainer.topics;

import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the trainer's Kafka clients. Whoever asks for one closes it. */
public final class Clients {

  private static final int API_TIMEOUT_MS = 30_000;
  private static final int TRANSACTION_TIMEOUT_MS = 300_000;

  private Clients() {}

  /** A consumer without a group that sees finished transactions only. */
  public static Consumer<String, byte[]> reader(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "segue-trainer");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer with the publishers' transactional id; transactions are not initialised yet. */
  public static Producer<String, byte[]> publisher(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "segue-trainer-publisher");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topics.INDEX_PUBLISHER_ID);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_TIMEOUT_MS);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }
}

package io.segue.trainer.distributed;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share group (KIP-932) that all workers are in, and its Kafka clients. */
final class WorkerGroup {

  /** The group's name. */
  static final String NAME = "segue-trial-workers";

  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);

  private WorkerGroup() {}

  /**
   * Creates missing topics, and makes the group start with the oldest requests: those that were
   * posted before its first worker came are to be done too. A cluster that does not let this client
   * set that is not refused, only told of in the log.
   *
   * @throws CommandFailedException when no broker answers
   */
  static void prepare(Connection connection) throws InterruptedException {
    TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
    try (Admin admin = Admin.create(connection.clientConfig())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, NAME),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("share.auto.offset.reset", "earliest"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    } catch (KafkaException | ExecutionException e) {
      LOG.warn(
          "share.auto.offset.reset of the group {} could not be set to earliest ({}); requests"
              + " posted before the group's first worker may be lost",
          NAME,
          e.getMessage());
    }
  }

  /** A consumer that takes one record at a time and says itself what became of it. */
  static ShareConsumer<String, byte[]> consumer(Connection connection, String clientId) {
    Map<String, Object> config = connection.clientConfig();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, NAME);
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    // Without this a fetch brings whole batches, and one worker would sit on many trials.
    config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer whose records are safe when they are acknowledged. */
  static Producer<String, byte[]> producer(Connection connection, String clientId) {
    Map<String, Object> config = connection.clientConfig();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }
}

package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  private static final TopicPartition PARTITION = new TopicPartition("songs", 0);

  @TempDir Path dataFolder;

  @Test
  void recordsSurviveARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dataFolder, 0);
        Admin admin = Admin.create(connection(broker));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                connection(broker), new ByteArraySerializer(), new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic("songs", 1, (short) 1))).all().get();
      byte[] value = "Hoppípolla".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>("songs", 0, null, value)).get();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dataFolder, 0);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                connection(broker), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));

      List<String> values =
          consumer.poll(Duration.ofSeconds(20)).records(PARTITION).stream()
              .map(record -> new String(record.value(), StandardCharsets.UTF_8))
              .toList();

      assertThat(values).containsExactly("Hoppípolla");
    }
  }

  @Test
  void whatIsWrittenToATopicAsSoonAsItIsCreatedArrivesInOrder() throws Exception {
    int count = 500;
    for (int round = 0; round < 3; round++) {
      Path folder = Files.createDirectory(dataFolder.resolve("round-" + round));
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
        TopicAdmin.createMissing(
            Connection.to(broker.bootstrapServers()), TopicAdmin.BROKER_DEFAULT);
        Map<String, Object> manySmallBatches = new HashMap<>(connection(broker));
        manySmallBatches.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        manySmallBatches.put(ProducerConfig.BATCH_SIZE_CONFIG, 64);
        manySmallBatches.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        manySmallBatches.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                manySmallBatches, new ByteArraySerializer(), new ByteArraySerializer())) {
          for (int i = 0; i < count; i++) {
            sent.add(
                producer.send(
                    new ProducerRecord<>(Topics.TRACKS.name(), 0, new byte[8], new byte[32])));
          }
          for (int i = 0; i < count; i++) {
            assertThat(sent.get(i).get().offset()).isEqualTo(i);
          }
        }
      }
    }
  }

  private static Map<String, Object> connection(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}

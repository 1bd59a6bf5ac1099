package io.segue.local;

import io.segue.schemas.AvroSerdes;
import io.segue.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Records as bytes, written to and read from a playground's broker. */
final class RawRecords {

  static final AvroSerdes SERDES = AvroSerdes.from(Map.of());

  private RawRecords() {}

  static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return SERDES.valueSerde(topic).serializer().serialize(topic.name(), value);
  }

  static RecordMetadata send(
      Playground playground, String topic, @Nullable String key, byte @Nullable [] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", playground.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
      return producer.send(new ProducerRecord<>(topic, keyBytes, value)).get();
    }
  }

  /** All records of a topic to its end, and until there are so many at least. */
  static List<ConsumerRecord<byte[], byte[]>> readAll(
      Playground playground, String topic, int countMin) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(playground)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while ((records.size() < countMin || isBehind(consumer)) && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean isBehind(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  static KafkaConsumer<byte[], byte[]> consumer(Playground playground) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            playground.bootstrapServers(),
            "isolation.level",
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}

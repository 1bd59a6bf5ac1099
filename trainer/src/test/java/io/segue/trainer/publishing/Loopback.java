package io.segue.trainer.publishing;

import io.segue.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer, and consumers that read what it has committed to the index topics. */
final class Loopback {

  private static final List<String> TOPICS =
      List.of(Topics.INDEX_VERSIONS.name(), Topics.INDEX_CHUNKS.name());

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  MockProducer<String, byte[]> producer() {
    return producer;
  }

  /** What was committed to a topic, in order. */
  List<ProducerRecord<String, byte[]>> committed(String topic) {
    return producer.history().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /** A consumer that reads what is committed by the time it asks. */
  MockConsumer<String, byte[]> consumer() {
    return new MockConsumer<>("earliest") {
      @Override
      public synchronized Map<TopicPartition, Long> endOffsets(
          Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
          updateEndOffsets(
              Map.of(partition, (long) Loopback.this.committed(partition.topic()).size()));
        }
        return super.endOffsets(partitions);
      }

      @Override
      public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        schedulePollTask(() -> partitions.forEach(this::addAll));
      }

      private void addAll(TopicPartition partition) {
        List<ProducerRecord<String, byte[]>> records = Loopback.this.committed(partition.topic());
        for (int i = (int) position(partition); i < records.size(); i++) {
          addRecord(
              new ConsumerRecord<>(
                  partition.topic(), 0, i, records.get(i).key(), records.get(i).value()));
        }
      }

      {
        for (String topic : TOPICS) {
          updatePartitions(
              topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0])));
          updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        }
      }
    };
  }
}

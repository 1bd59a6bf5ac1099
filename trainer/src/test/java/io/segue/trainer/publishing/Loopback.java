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

/** A producer, and consumers that read what it has committed to index-versions. */
final class Loopback {

  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.INDEX_VERSIONS.name(), 0);

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
        List<ProducerRecord<String, byte[]>> records = Loopback.this.committed(PARTITION.topic());
        updateEndOffsets(Map.of(PARTITION, (long) records.size()));
        schedulePollTask(
            () -> {
              for (int i = 0; i < records.size(); i++) {
                addRecord(
                    new ConsumerRecord<>(
                        PARTITION.topic(), 0, i, records.get(i).key(), records.get(i).value()));
              }
            });
        return super.endOffsets(partitions);
      }

      {
        updatePartitions(
            PARTITION.topic(),
            List.of(
                new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
        updateBeginningOffsets(Map.of(PARTITION, 0L));
      }
    };
  }
}

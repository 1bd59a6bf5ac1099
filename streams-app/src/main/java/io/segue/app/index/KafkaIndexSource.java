package io.segue.app.index;

import io.segue.app.topics.WholeTopic;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.Topics;
import io.segue.schemas.serdes.RegistryUnavailableException;
import io.segue.schemas.signing.RecordVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics {@code index-versions} and {@code index-chunks}, read by two consumers that belong to
 * no group: every instance reads everything.
 *
 * <p>Both read committed records only. Kafka ends a transaction partition by partition, so a
 * manifest may be seen a moment before its chunks; {@link #chunk} gives them time.
 */
public final class KafkaIndexSource implements IndexSource {

  /** How long a chunk may lie beyond the end of the log before it counts as never written. */
  private static final Duration CHUNK_PATIENCE = Duration.ofSeconds(10);

  private static final Duration FETCH_PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> versions;
  private final Deserializer<IndexUpdate> updateDecoder;
  private final @Nullable RecordVerifier verifier;
  private final Map<TopicPartition, Long> endAtOpening;
  private final ChunkLog chunks;
  private boolean caughtUp;

  /**
   * Connects and finds the ends of the log.
   *
   * @param connection the brokers and the serdes
   * @throws org.apache.kafka.common.KafkaException when the topic is not there or the broker does
   *     not answer in time
   */
  public KafkaIndexSource(Connection connection) {
    AvroSerdes serdes = connection.serdes();
    updateDecoder = serdes.valueSerde(Topics.INDEX_VERSIONS).deserializer();
    verifier = connection.signatures().verifier();
    versions = WholeTopic.consumer(connection);
    List<TopicPartition> partitions = WholeTopic.partitions(versions, Topics.INDEX_VERSIONS.name());
    versions.assign(partitions);
    versions.seekToBeginning(partitions);
    endAtOpening = Map.copyOf(versions.endOffsets(partitions));
    chunks =
        new ChunkLog(
            WholeTopic.consumer(connection), serdes.valueSerde(Topics.INDEX_CHUNKS).deserializer());
  }

  @Override
  public List<IndexAnnouncement> poll(Duration wait) throws IndexUnavailableException {
    List<IndexAnnouncement> announcements = new ArrayList<>();
    try {
      ConsumerRecords<String, byte[]> records = versions.poll(wait);
      try {
        for (ConsumerRecord<String, byte[]> record : records) {
          announcements.add(announcement(record));
        }
      } catch (RegistryUnavailableException e) {
        records
            .partitions()
            .forEach(
                partition -> versions.seek(partition, records.records(partition).get(0).offset()));
        throw new IndexUnavailableException(
            Topics.INDEX_VERSIONS.name() + " cannot be decoded now: " + e.getMessage(), e);
      }
      caughtUp = caughtUp || isPastTheEnd();
    } catch (WakeupException e) {
      return List.of();
    } catch (RetriableException e) {
      throw new IndexUnavailableException(
          Topics.INDEX_VERSIONS.name() + " cannot be read: " + e.getMessage(), e);
    }
    return announcements;
  }

  @Override
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public IndexChunk chunk(int partition, long offset)
      throws IndexFaultException, IndexUnavailableException {
    try {
      return chunks.at(new TopicPartition(Topics.INDEX_CHUNKS.name(), partition), offset);
    } catch (WakeupException | RetriableException | RegistryUnavailableException e) {
      throw new IndexUnavailableException(
          Topics.INDEX_CHUNKS.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void wakeup() {
    versions.wakeup();
    chunks.consumer.wakeup();
  }

  @Override
  public void close() {
    versions.close();
    chunks.consumer.close();
  }

  private boolean isPastTheEnd() {
    return endAtOpening.entrySet().stream()
        .allMatch(end -> versions.position(end.getKey()) >= end.getValue());
  }

  private IndexAnnouncement announcement(ConsumerRecord<String, byte[]> record) {
    String key = record.key() == null ? "" : record.key();
    String fault = verifier == null ? null : verifier.fault(record);
    if (fault != null) {
      return IndexAnnouncement.unreadable(
          key, "the record at offset " + record.offset() + " is not believed: " + fault);
    }
    if (record.value() == null) {
      return IndexAnnouncement.tombstone(key);
    }
    try {
      return IndexAnnouncement.of(
          key, updateDecoder.deserialize(record.topic(), record.headers(), record.value()));
    } catch (RegistryUnavailableException e) { // not the record's fault
      throw e;
    } catch (RuntimeException e) {
      return IndexAnnouncement.unreadable(
          key, "the record at offset " + record.offset() + " cannot be decoded: " + e.getMessage());
    }
  }

  /** Reads chunks by offset; those that come along with one are kept for the next call. */
  private static final class ChunkLog {

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<IndexChunk> decoder;
    private final List<ConsumerRecord<String, byte[]>> fetched = new ArrayList<>();
    private @Nullable TopicPartition assigned;

    ChunkLog(Consumer<String, byte[]> consumer, Deserializer<IndexChunk> decoder) {
      this.consumer = consumer;
      this.decoder = decoder;
    }

    IndexChunk at(TopicPartition partition, long offset)
        throws IndexFaultException, IndexUnavailableException {
      fetched.removeIf(record -> !partition.equals(assigned) || record.offset() < offset);
      if (fetched.isEmpty() || fetched.get(0).offset() != offset) {
        seek(partition, offset);
        fetch(partition, offset);
      }
      ConsumerRecord<String, byte[]> record = fetched.remove(0);
      if (record.offset() != offset) {
        fetched.clear();
        throw new IndexFaultException("it is not in the log any more");
      }
      return decode(record);
    }

    private void seek(TopicPartition partition, long offset)
        throws IndexFaultException, IndexUnavailableException {
      fetched.clear();
      if (consumer.partitionsFor(partition.topic()).size() <= partition.partition()) {
        throw new IndexFaultException("the topic has no such partition");
      }
      consumer.assign(List.of(partition));
      assigned = partition;
      long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      if (offset < begin) {
        throw new IndexFaultException("the log begins at offset " + begin);
      }
      awaitEndBeyond(partition, offset);
      consumer.seek(partition, offset);
    }

    private void awaitEndBeyond(TopicPartition partition, long offset) throws IndexFaultException {
      long deadline = System.nanoTime() + CHUNK_PATIENCE.toNanos();
      long end = end(partition);
      while (end <= offset) {
        if (System.nanoTime() - deadline > 0) {
          throw new IndexFaultException("the log ends at offset " + end);
        }
        consumer.pause(List.of(partition));
        consumer.poll(POLL);
        end = end(partition);
      }
      consumer.resume(List.of(partition));
    }

    /** Where the committed records end. */
    private long end(TopicPartition partition) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Fetches until there is a record at or after {@code offset}. */
    private void fetch(TopicPartition partition, long offset)
        throws IndexFaultException, IndexUnavailableException {
      long deadline = System.nanoTime() + FETCH_PATIENCE.toNanos();
      long end = end(partition);
      while (fetched.isEmpty()) {
        if (consumer.position(partition) >= end) {
          throw new IndexFaultException("it is not in the log any more");
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IndexUnavailableException(
              partition + " gave nothing from offset " + offset + " on within " + FETCH_PATIENCE);
        }
        consumer.poll(POLL).forEach(fetched::add);
      }
    }

    private IndexChunk decode(ConsumerRecord<String, byte[]> record) throws IndexFaultException {
      if (record.value() == null) {
        throw new IndexFaultException("it has been deleted");
      }
      try {
        return decoder.deserialize(record.topic(), record.headers(), record.value());
      } catch (RegistryUnavailableException e) { // not the chunk's fault
        throw e;
      } catch (RuntimeException e) {
        throw new IndexFaultException("it cannot be decoded: " + e.getMessage(), e);
      }
    }
  }
}

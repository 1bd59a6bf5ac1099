package io.segue.benchmarks;

import io.segue.app.topology.BoundedRocksDb;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import io.segue.trainer.embedding.ProcessorTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * The ceiling of ingestion: a plain consumer that puts each event under its key into RocksDB, as
 * the bytes that it came as. It decodes, looks up, copies and logs nothing, and promises nothing
 * when it fails. RocksDB has the options that Kafka Streams and the app give it.
 */
final class PlainIngestion {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int POLL_RECORDS = 5_000;
  private static final long MEMTABLE_BYTES = 16L << 20;
  private static final int MEMTABLES = 3;

  private PlainIngestion() {}

  /** Takes all events of the topic and says how fast the second half of them was. */
  static IngestionPace measure(Connection to) throws IOException {
    Path folder = Files.createTempDirectory("segue-bench-plain");
    Map<String, Object> config = to.clientConfig();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    BoundedRocksDb bounds = new BoundedRocksDb();
    try (Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Options options =
            new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(new BlockBasedTableConfig())
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(MEMTABLES)
                .setIncreaseParallelism(Math.max(2, Runtime.getRuntime().availableProcessors()));
        WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
      bounds.setConfig("plain", options, Map.of());
      try (RocksDB store = RocksDB.open(options, folder.toString())) {
        return drain(consumer, store, unlogged);
      }
    } catch (RocksDBException e) {
      throw new CommandFailedException("RocksDB cannot write to %s: %s.".formatted(folder, e), e);
    } finally {
      Folders.delete(folder);
    }
  }

  private static IngestionPace drain(
      Consumer<byte[], byte[]> consumer, RocksDB store, WriteOptions options)
      throws RocksDBException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.PLAYLIST_EVENTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long events = sum(consumer.endOffsets(partitions)) - sum(consumer.beginningOffsets(partitions));
    IngestionPace pace = new IngestionPace(events);
    long done = 0;
    while (done < events) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
      if (records.isEmpty()) {
        throw new CommandFailedException(
            "Of %,d events only %,d can be read.".formatted(events, done));
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        store.put(options, record.key(), record.value());
      }
      done += records.count();
      pace.note(done, ProcessorTime.ofProcess());
    }
    return pace;
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}

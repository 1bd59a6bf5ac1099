package io.segue.app.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write buffer manager for all stores of the process, however many
 * partitions it has: by default every store of every partition would take up to 98 MiB of its own.
 *
 * <p>The bound: {@value #CACHE_BYTES} bytes of blocks, indexes and filters, of which at most
 * {@value #WRITE_BUFFER_BYTES} are write buffers (these are charged to the cache). The cache is not
 * strict: RocksDB may overshoot for a moment rather than fail a read. Made by Kafka Streams, once a
 * store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** How much all stores of a process take outside of the heap. */
  public static final long CACHE_BYTES = 96L * 1024 * 1024;

  static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;

  private static final long MEMTABLE_BYTES = 4L * 1024 * 1024;
  private static final int SHARD_BITS_BY_SIZE = -1;
  private static final double INDEX_SHARE = 0.2;
  private static final int FILTER_BITS_PER_KEY = 10;

  private static final Cache CACHE = sharedCache();
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  /** Kafka Streams calls {@link #setConfig} next. */
  public BoundedRocksDb() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table.setBlockCache(CACHE);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setPinTopLevelIndexAndFilter(true);
      table.setFilterPolicy(new BloomFilter(FILTER_BITS_PER_KEY));
      options.setTableFormatConfig(table);
    } else {
      throw new IllegalStateException(
          "the store "
              + storeName
              + " does not use RocksDB's block-based tables, so its memory cannot be bounded");
    }
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(MEMTABLE_BYTES);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the write buffer manager are shared: they live as long as the process.
  }

  private static Cache sharedCache() {
    RocksDB.loadLibrary();
    return new LRUCache(CACHE_BYTES, SHARD_BITS_BY_SIZE, false, INDEX_SHARE);
  }
}

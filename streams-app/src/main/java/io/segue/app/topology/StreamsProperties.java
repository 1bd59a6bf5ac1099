package io.segue.app.topology;

import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration that the topology runs with. */
public final class StreamsProperties {

  private static final long STORE_CACHE_BYTES = 32L * 1024 * 1024;

  /** A batch of 16 KiB, Kafka's default, holds twenty playlists of the changelog. */
  private static final int CHANGELOG_BATCH_BYTES = 128 * 1024;

  private StreamsProperties() {}

  /**
   * Builds the configuration.
   *
   * @param connection the brokers and whatever settings the user gave; what the topology relies on
   *     is set over them
   * @param applicationId the group of the instances that share the playlists
   * @param applicationServer {@code host:port} at which the other instances reach this one
   * @param stateDir where the stores lie; no two processes may share it
   * @param threads how many stream threads, at least 1
   * @param playlistTracksMax as in {@link TopologySettings}
   * @param faults is told of records that could not be processed
   */
  public static Properties build(
      Connection connection,
      String applicationId,
      String applicationServer,
      Path stateDir,
      int threads,
      int playlistTracksMax,
      StreamFaults faults) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, STORE_CACHE_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), CHANGELOG_BATCH_BYTES);
    properties.putAll(connection.clientConfig());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.STREAMS.name());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.PLAYLIST_EVENTS_DLQ);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UndecodableRecordHandler.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, InvalidEventHandler.class);
    properties.put(StreamFaults.CONFIG_KEY, faults);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        PlaylistTopology.stateBytesMax(playlistTracksMax));
    return properties;
  }
}

package io.segue.local;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A version whose manifest is right about everything but one bit of one chunk. */
public final class CorruptVersion {

  private CorruptVersion() {}

  /**
   * Publishes what the newest version holds as another one, one bit of its last chunk being wrong,
   * and makes it the active one. Which bit depends on the version, so that a copy of a copy is
   * wrong as well.
   */
  public static void publish(Playground playground, String version) throws Exception {
    IndexManifest manifest =
        RawRecords.readAll(playground, Topics.INDEX_VERSIONS.name(), 2).stream()
            .filter(record -> record.value() != null)
            .map(
                record ->
                    RawRecords.SERDES
                        .valueSerde(Topics.INDEX_VERSIONS)
                        .deserializer()
                        .deserialize(Topics.INDEX_VERSIONS.name(), record.value())
                        .getUpdate())
            .filter(IndexManifest.class::isInstance)
            .map(IndexManifest.class::cast)
            .reduce((older, newer) -> newer)
            .orElseThrow();
    String original = manifest.getVersion();
    List<ConsumerRecord<byte[], byte[]>> chunks =
        RawRecords.readAll(playground, Topics.INDEX_CHUNKS.name(), manifest.getChunks().size());
    List<ChunkReference> references = new ArrayList<>();
    int count = manifest.getChunks().size();
    for (int number = 0; number < count; number++) {
      ChunkReference reference = manifest.getChunks().get(number);
      ConsumerRecord<byte[], byte[]> record =
          chunks.stream()
              .filter(candidate -> candidate.offset() == reference.getOffset())
              .findFirst()
              .orElseThrow();
      IndexChunk chunk =
          RawRecords.SERDES
              .valueSerde(Topics.INDEX_CHUNKS)
              .deserializer()
              .deserialize(Topics.INDEX_CHUNKS.name(), record.value());
      byte[] data = new byte[chunk.getData().remaining()];
      chunk.getData().get(data);
      if (number == count - 1) {
        data[data.length / 2 - version.hashCode() % 100] ^= 1;
      }
      IndexChunk copy = new IndexChunk(version, number, ByteBuffer.wrap(data));
      RecordMetadata at =
          RawRecords.send(
              playground,
              Topics.INDEX_CHUNKS.name(),
              Topics.chunkKey(version, number),
              RawRecords.bytes(Topics.INDEX_CHUNKS, copy));
      references.add(
          new ChunkReference(
              at.partition(), at.offset(), reference.getLengthBytes(), reference.getSha256()));
    }
    manifest.setVersion(version);
    manifest.setChunks(references);
    RawRecords.send(
        playground,
        Topics.INDEX_VERSIONS.name(),
        Topics.manifestKey(version),
        RawRecords.bytes(Topics.INDEX_VERSIONS, new IndexUpdate(manifest)));
    ActiveIndex active =
        new ActiveIndex(version, original, Instant.EPOCH, "to see what happens", null);
    RawRecords.send(
        playground,
        Topics.INDEX_VERSIONS.name(),
        Topics.ACTIVE_KEY,
        RawRecords.bytes(Topics.INDEX_VERSIONS, new IndexUpdate(active)));
  }
}

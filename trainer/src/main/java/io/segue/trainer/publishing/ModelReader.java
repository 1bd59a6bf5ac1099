package io.segue.trainer.publishing;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.ModelFormatException;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the models of published versions back, and verifies their digests. Not thread-safe. */
final class ModelReader {

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private final PartitionReader<String> partitions;
  private final Deserializer<IndexChunk> chunks;

  ModelReader(PartitionReader<String> partitions, Deserializer<IndexChunk> chunks) {
    this.partitions = partitions;
    this.chunks = chunks;
  }

  Model read(IndexManifest manifest) throws VersionUnreadableException {
    if (!ModelFormat.reads(manifest.getFormatVersion())) {
      throw new VersionUnreadableException(
          "%s has the format %d; this trainer reads 1 to %d"
              .formatted(manifest.getVersion(), manifest.getFormatVersion(), ModelFormat.VERSION));
    }
    if (manifest.getSizeBytes() > Integer.MAX_VALUE - 8) {
      throw new VersionUnreadableException(
          "%s has %d bytes, too many to be read at once"
              .formatted(manifest.getVersion(), manifest.getSizeBytes()));
    }
    Map<List<Long>, byte[]> found = new HashMap<>();
    try {
      partitions.read(
          Topics.INDEX_CHUNKS.name(),
          ranges(manifest),
          STALLED_AFTER,
          record -> {
            if (record.value() != null) {
              found.put(List.of((long) record.partition(), record.offset()), record.value());
            }
          });
      return ModelFormat.read(MemorySegment.ofBuffer(bundle(manifest, found)));
    } catch (TimeoutException | SerializationException | ModelFormatException e) {
      throw new VersionUnreadableException(
          "%s cannot be read back: %s".formatted(manifest.getVersion(), e.getMessage()), e);
    }
  }

  /** From the first to the last chunk: a version's chunks lie next to each other. */
  private static List<OffsetRange> ranges(IndexManifest manifest) {
    Map<Integer, OffsetRange> byPartition = new HashMap<>();
    for (ChunkReference chunk : manifest.getChunks()) {
      byPartition.merge(
          chunk.getPartition(),
          new OffsetRange(chunk.getPartition(), chunk.getOffset(), chunk.getOffset() + 1),
          (a, b) ->
              new OffsetRange(
                  a.getPartition(),
                  Math.min(a.getFrom(), b.getFrom()),
                  Math.max(a.getTo(), b.getTo())));
    }
    return new ArrayList<>(byPartition.values());
  }

  private ByteBuffer bundle(IndexManifest manifest, Map<List<Long>, byte[]> found)
      throws VersionUnreadableException {
    ByteBuffer bundle = ByteBuffer.allocate(Math.toIntExact(manifest.getSizeBytes()));
    for (ChunkReference reference : manifest.getChunks()) {
      byte[] value = found.get(List.of((long) reference.getPartition(), reference.getOffset()));
      if (value == null) {
        throw new VersionUnreadableException(
            "the chunk of %s at offset %d is not there any more"
                .formatted(manifest.getVersion(), reference.getOffset()));
      }
      ByteBuffer data = chunks.deserialize(Topics.INDEX_CHUNKS.name(), value).getData();
      if (data.remaining() > bundle.remaining()) {
        throw new VersionUnreadableException(
            "the chunks of %s are larger than its manifest says".formatted(manifest.getVersion()));
      }
      bundle.put(data);
    }
    bundle.flip();
    MessageDigest digest = ChunkSender.sha256();
    digest.update(bundle.duplicate());
    if (!ByteBuffer.wrap(digest.digest()).equals(manifest.getSha256())) {
      throw new VersionUnreadableException(
          "%s has another digest than its manifest says".formatted(manifest.getVersion()));
    }
    return bundle;
  }
}

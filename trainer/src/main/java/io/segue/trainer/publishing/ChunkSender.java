package io.segue.trainer.publishing;

import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.Topics;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Cuts what is written to it into chunks and sends each as soon as it is full, so that a bundle
 * never lies in memory as a whole. Not thread-safe; used within one transaction.
 */
final class ChunkSender extends OutputStream {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sent(int length, byte[] sha256, Future<RecordMetadata> acknowledgement) {}

  private final Producer<String, byte[]> producer;
  private final Serializer<IndexChunk> serializer;
  private final String version;
  private final MessageDigest whole = sha256();
  private final byte[] buffer = new byte[Topics.CHUNK_BYTES_MAX];
  private final List<Sent> sent = new ArrayList<>();
  private int filled;
  private long size;

  ChunkSender(
      Producer<String, byte[]> producer, Serializer<IndexChunk> serializer, String version) {
    this.producer = producer;
    this.serializer = serializer;
    this.version = version;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, from, buffer, filled, count);
      filled += count;
      from += count;
      left -= count;
      if (filled == buffer.length) {
        send();
      }
    }
  }

  private void send() {
    byte[] data = Arrays.copyOf(buffer, filled);
    filled = 0;
    size += data.length;
    whole.update(data);
    int number = sent.size();
    byte[] value =
        serializer.serialize(
            Topics.INDEX_CHUNKS.name(), new IndexChunk(version, number, ByteBuffer.wrap(data)));
    Future<RecordMetadata> acknowledgement =
        producer.send(
            new ProducerRecord<>(
                Topics.INDEX_CHUNKS.name(), Topics.chunkKey(version, number), value));
    sent.add(new Sent(data.length, sha256().digest(data), acknowledgement));
  }

  /**
   * Sends what is left and waits until the brokers have all chunks.
   *
   * @return where the chunks are, in their order
   */
  List<ChunkReference> finish() throws InterruptedException, ExecutionException {
    if (filled > 0) {
      send();
    }
    producer.flush();
    List<ChunkReference> references = new ArrayList<>();
    for (Sent chunk : sent) {
      RecordMetadata place = chunk.acknowledgement().get();
      references.add(
          new ChunkReference(
              place.partition(), place.offset(), chunk.length(), ByteBuffer.wrap(chunk.sha256())));
    }
    return references;
  }

  /**
   * Sends a document that is no part of the bundle.
   *
   * @return where it is
   * @throws IllegalArgumentException when it is larger than {@link Topics#CHUNK_BYTES_MAX}
   */
  ChunkReference attach(String fileName, byte[] data)
      throws InterruptedException, ExecutionException {
    if (data.length > Topics.CHUNK_BYTES_MAX) {
      throw new IllegalArgumentException(
          "the attachment %s has %d bytes; %d are allowed"
              .formatted(fileName, data.length, Topics.CHUNK_BYTES_MAX));
    }
    byte[] value =
        serializer.serialize(
            Topics.INDEX_CHUNKS.name(), new IndexChunk(version, 0, ByteBuffer.wrap(data)));
    Future<RecordMetadata> acknowledgement =
        producer.send(
            new ProducerRecord<>(
                Topics.INDEX_CHUNKS.name(), Topics.attachmentKey(version, fileName), value));
    producer.flush();
    RecordMetadata place = acknowledgement.get();
    return new ChunkReference(
        place.partition(), place.offset(), data.length, ByteBuffer.wrap(sha256().digest(data)));
  }

  /** How many bytes were sent; right after {@link #finish}. */
  long size() {
    return size;
  }

  /** The digest of all bytes; to be asked once, after {@link #finish}. */
  byte[] digest() {
    return whole.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

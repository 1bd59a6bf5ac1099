package io.segue.app.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters within what a topic takes. A record that just fitted into {@code
 * playlist-events} does not fit among the dead letters with its cause in the headers, and a record
 * that was packed well may be of any size unpacked; if the letter were refused, the stream would
 * end at that record, at every start anew. Of what is too large only the beginning is kept, and the
 * header {@value #CUT} tells of what.
 */
public final class BoundedLetters {

  /** The header of a letter of which only the beginning was kept. */
  public static final String CUT = "segue.cut";

  /** Brokers take batches of 1 MiB unless they are told otherwise. */
  static final int BYTES_MAX = 900_000;

  private static final int VALUE_KEPT_BYTES = 64 * 1024;
  private static final int KEY_KEPT_BYTES = 4 * 1024;
  private static final int HEADER_KEPT_BYTES = 16 * 1024;
  private static final String ERROR_PREFIX = "__streams.errors.";

  private BoundedLetters() {}

  /** The same letters, none of them too large. */
  static List<ProducerRecord<byte[], byte[]>> bounded(
      List<ProducerRecord<byte[], byte[]>> letters) {
    return letters.stream()
        .map(letter -> bytes(letter) <= BYTES_MAX ? letter : cut(letter))
        .toList();
  }

  /** What is kept of a foreign record's headers would not be whole, so none of them is. */
  private static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> letter) {
    ProducerRecord<byte[], byte[]> cut =
        new ProducerRecord<>(
            letter.topic(),
            letter.partition(),
            letter.timestamp(),
            beginning(letter.key(), KEY_KEPT_BYTES),
            beginning(letter.value(), VALUE_KEPT_BYTES));
    for (Header header : letter.headers()) {
      if (header.key().startsWith(ERROR_PREFIX)) {
        cut.headers().add(header.key(), beginning(header.value(), HEADER_KEPT_BYTES));
      }
    }
    String what =
        "the record had a key of %d bytes, a value of %d and %d bytes with its headers"
            .formatted(length(letter.key()), length(letter.value()), bytes(letter));
    cut.headers().add(CUT, what.getBytes(StandardCharsets.UTF_8));
    return cut;
  }

  private static long bytes(ProducerRecord<byte[], byte[]> letter) {
    long bytes = (long) length(letter.key()) + length(letter.value());
    for (Header header : letter.headers()) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte @Nullable [] beginning(byte @Nullable [] bytes, int length) {
    return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
  }
}

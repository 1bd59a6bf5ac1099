package io.segue.app.deadletters;

import io.segue.app.topology.BoundedLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, as it lies in the dead-letter topic: key, value, timestamp
 * and headers as they came, and what went wrong in the headers that KIP-1034 names.
 *
 * @param place where it lies among the dead letters
 * @param time the timestamp of the record that failed
 * @param exception the class of the exception; {@value #UNKNOWN} when no header tells it
 * @param message what the exception said; null when it said nothing
 * @param stackTrace of the exception; null when no header has it
 * @param sourceTopic the topic that the record came from; null when no header tells it
 * @param source where in that topic it was; null when no header tells it
 * @param key the key's bytes
 * @param value the value's bytes
 * @param headers all headers, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // the record's bytes are passed on, never compared
record DeadLetter(
    Place place,
    Instant time,
    String exception,
    @Nullable String message,
    @Nullable String stackTrace,
    @Nullable String sourceTopic,
    @Nullable Place source,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** What the names of the headers about the failure begin with. */
  static final String ERROR_PREFIX = "__streams.errors.";

  /** The exception of a record that does not tell any. */
  static final String UNKNOWN = "unknown";

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    String exception = text(headers, "exception");
    return new DeadLetter(
        new Place(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        exception == null ? UNKNOWN : exception,
        text(headers, "message"),
        text(headers, "stacktrace"),
        text(headers, "topic"),
        source(headers),
        record.key(),
        record.value(),
        headers);
  }

  /** Whether the record was kept as it came, and not only its beginning. */
  boolean isWhole() {
    return headers.lastHeader(BoundedLetters.CUT) == null;
  }

  /** The exception's class without its package. */
  String cause() {
    return exception.substring(exception.lastIndexOf('.') + 1);
  }

  private static @Nullable Place source(Headers headers) {
    String partition = text(headers, "partition");
    String offset = text(headers, "offset");
    if (partition == null || offset == null) {
      return null;
    }
    try {
      return new Place(Integer.parseInt(partition), Long.parseLong(offset));
    } catch (NumberFormatException e) {
      return null; // somebody else's header; the record is shown as one of unknown origin
    }
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(ERROR_PREFIX + name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}

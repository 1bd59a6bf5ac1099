package io.segue.app.deadletters;

import io.segue.schemas.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Says that a dead letter was replayed: a record of the dead-letter topic itself with neither key
 * nor value, written in the transaction that replays. So mark and replayed record exist together or
 * not at all, and the marks are kept for as long as the dead letters are.
 *
 * @param of the dead letter
 * @param topic where the record was sent to
 * @param to where it lies there
 */
record ReplayMark(Place of, String topic, Place to) {

  /** On a replayed record: the topic and the place of its dead letter. */
  static final String REPLAY_OF = "segue.replay.of";

  private static final String REPLAYED = "segue.replayed";
  private static final String REPLAYED_TOPIC = "segue.replayed.topic";
  private static final String REPLAYED_TO = "segue.replayed.to";

  /** The mark that the record is; nothing when it is a dead letter. */
  static Optional<ReplayMark> in(ConsumerRecord<byte[], byte[]> record) {
    Header of = record.headers().lastHeader(REPLAYED);
    Header topic = record.headers().lastHeader(REPLAYED_TOPIC);
    Header to = record.headers().lastHeader(REPLAYED_TO);
    boolean failed = record.headers().lastHeader(DeadLetter.ERROR_PREFIX + "exception") != null;
    if (of == null || topic == null || to == null || failed || record.value() != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ReplayMark(Place.parse(text(of)), text(topic), Place.parse(text(to))));
    } catch (BadInputException e) {
      return Optional.empty(); // not written by a replay, so it is shown as what it is: a stranger
    }
  }

  /** The mark as a record, to go to the partition of its dead letter. */
  ProducerRecord<byte[], byte[]> record(String deadLetterTopic) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(deadLetterTopic, of.partition(), null, null);
    record.headers().add(REPLAYED, bytes(of.toString()));
    record.headers().add(REPLAYED_TOPIC, bytes(topic));
    record.headers().add(REPLAYED_TO, bytes(to.toString()));
    return record;
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.segue.app.deadletters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as JSON. Bytes are given as {@code utf8}, null if they are none, and {@code hex}.
 */
final class LetterJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LetterJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** What a list says of a dead letter. */
  static ObjectNode summary(DeadLetter letter, @Nullable ReplayMark mark) {
    ObjectNode node = object();
    node.put("partition", letter.place().partition());
    node.put("offset", letter.place().offset());
    node.put("time", letter.time().toString());
    node.put("cause", letter.cause());
    node.put("exception", letter.exception());
    node.put("message", letter.message());
    Place source = letter.source();
    node.put("source_topic", letter.sourceTopic());
    node.put("source_partition", source == null ? null : source.partition());
    node.put("source_offset", source == null ? null : source.offset());
    node.set("key", bytes(letter.key()));
    if (mark == null) {
      node.putNull("replayed");
    } else {
      node.putObject("replayed")
          .put("topic", mark.topic())
          .put("partition", mark.to().partition())
          .put("offset", mark.to().offset());
    }
    return node;
  }

  /** All of a dead letter. */
  static ObjectNode whole(DeadLetter letter, @Nullable ReplayMark mark, DecodedValue decoded) {
    ObjectNode node = summary(letter, mark);
    node.set("value", bytes(letter.value()));
    node.put("decoded", decoded.text());
    node.put("not_decoded_because", decoded.trouble());
    ArrayNode headers = node.putArray("headers");
    for (Header header : letter.headers()) {
      ObjectNode entry = headers.addObject();
      entry.put("name", header.key());
      entry.set("value", bytes(header.value()));
    }
    node.put("stack_trace", letter.stackTrace());
    return node;
  }

  private static @Nullable ObjectNode bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    return object().put("utf8", Printable.utf8(bytes)).put("hex", HexFormat.of().formatHex(bytes));
  }
}

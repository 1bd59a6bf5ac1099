package io.segue.app.deadletters;

import io.segue.schemas.Connection;
import io.segue.schemas.Topic;
import io.segue.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter's value as the record that its topic is to hold, if it is one: what cannot be
 * decoded when it failed may well be by now, and what was refused for what it says can be read.
 *
 * @param text the record as JSON; null when it cannot be decoded
 * @param trouble why it cannot; null when it can
 */
record DecodedValue(@Nullable String text, @Nullable String trouble) {

  static DecodedValue of(DeadLetter letter, Connection connection) {
    byte[] value = letter.value();
    if (value == null) {
      return new DecodedValue(null, "there is no value");
    }
    for (Topic<?> topic : Topics.ALL) {
      if (topic.name().equals(letter.sourceTopic())) {
        return decode(topic, letter, value, connection);
      }
    }
    return new DecodedValue(
        null, "what the topic " + letter.sourceTopic() + " holds is not known here");
  }

  private static <V extends SpecificRecord> DecodedValue decode(
      Topic<V> topic, DeadLetter letter, byte[] value, Connection connection) {
    try {
      V decoded =
          connection
              .serdes()
              .valueSerde(topic)
              .deserializer()
              .deserialize(topic.name(), letter.headers(), value);
      return new DecodedValue(decoded.toString(), null);
    } catch (RuntimeException e) { // whatever a decoder makes of garbage
      return new DecodedValue(null, String.valueOf(e.getMessage()));
    }
  }
}

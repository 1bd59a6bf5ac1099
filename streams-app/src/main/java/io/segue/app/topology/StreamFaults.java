package io.segue.app.topology;

import java.util.Map;

/**
 * Is told of every record that the stream could not process, so that somebody counts them.
 *
 * <p>Called from stream threads; must return at once.
 */
public interface StreamFaults {

  /** The configuration key under which Kafka Streams hands the object to the handlers. */
  String CONFIG_KEY = "segue.stream.faults";

  /** A record's bytes could not be decoded; it went to the dead letters. */
  void undecodable();

  /** A record was decoded and is not a valid event; it went to the dead letters. */
  void invalid();

  /** The object in a configuration, as the handlers get it. */
  static StreamFaults in(Map<String, ?> config) {
    if (config.get(CONFIG_KEY) instanceof StreamFaults faults) {
      return faults;
    }
    throw new IllegalArgumentException(
        "the Kafka Streams configuration lacks "
            + CONFIG_KEY
            + "; build it with StreamsProperties, which sets it");
  }
}

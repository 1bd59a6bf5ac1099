package io.segue.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * A Kafka topic, declared once: whoever reads, writes or creates it takes it from here.
 *
 * <p>Keys are UTF-8 strings. Immutable.
 *
 * @param <V> the record type of the values
 * @param name the topic's name
 * @param valueType the record type of the values
 * @param partitions how many partitions the topic is created with; a topic that exists keeps its
 *     own
 * @param settings topic-level configuration that the topic is created with, such as {@code
 *     cleanup.policy}
 */
public record Topic<V extends SpecificRecord>(
    String name, Class<V> valueType, int partitions, Map<String, String> settings) {

  /** Copies the settings. */
  public Topic {
    settings = Map.copyOf(settings);
  }
}

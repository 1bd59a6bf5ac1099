package io.segue.schemas.serdes;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject of the schema registry the schema of a topic's values is filed. */
public enum SubjectNaming {
  /** {@code <topic>-value}: one schema a topic. The default. */
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-value";
    }
  },
  /** The record's full name: one schema a record type, whatever the topic. */
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, Schema schema) {
      return schema.getFullName();
    }
  },
  /** {@code <topic>-<the record's full name>}. */
  TOPIC_AND_RECORD("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String strategy;

  SubjectNaming(String strategy) {
    this.strategy = strategy;
  }

  abstract String subject(String topic, Schema schema);

  /**
   * The naming that a strategy's class name means.
   *
   * @param name Confluent's class name, with or without the package
   * @throws ConfigException when there is no such strategy
   */
  static SubjectNaming named(String name) {
    String simple =
        name.startsWith(CONFLUENT_PACKAGE) ? name.substring(CONFLUENT_PACKAGE.length()) : name;
    return Arrays.stream(values())
        .filter(naming -> naming.strategy.equals(simple))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    RegistrySettings.SUBJECT_NAME_STRATEGY
                        + " is '"
                        + name
                        + "'; it must be one of "
                        + Arrays.stream(values())
                            .map(naming -> naming.strategy)
                            .collect(Collectors.joining(", "))
                        + ", with or without Confluent's package name."));
  }
}

package io.segue.local;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker of a test: the embedded one, or with {@code -Pdocker} Kafka's own image in a
 * container. Where that is asked for and there is no Docker, the test is skipped.
 */
public final class TestBroker implements AutoCloseable {

  private static final boolean IN_DOCKER =
      "docker".equals(System.getProperty("segue.test.broker", "embedded"));

  /** As the embedded broker has them: a cluster of one, and groups that form without waiting. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
          "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1",
          "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1",
          "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
          "KAFKA_GROUP_STREAMS_INITIAL_REBALANCE_DELAY_MS", "0",
          "KAFKA_GROUP_STREAMS_HEARTBEAT_INTERVAL_MS", "1000",
          "KAFKA_GROUP_STREAMS_MIN_HEARTBEAT_INTERVAL_MS", "1000",
          "KAFKA_GROUP_STREAMS_SESSION_TIMEOUT_MS", "10000",
          "KAFKA_GROUP_STREAMS_MIN_SESSION_TIMEOUT_MS", "10000");

  private final String bootstrapServers;
  private final Runnable stop;

  private TestBroker(String bootstrapServers, Runnable stop) {
    this.bootstrapServers = bootstrapServers;
    this.stop = stop;
  }

  /** Whether tests are to have their broker in a container. */
  static boolean inDocker() {
    return IN_DOCKER;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param folder where the embedded one keeps its data
   */
  public static TestBroker start(Path folder) {
    if (!IN_DOCKER) {
      EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
      return new TestBroker(broker.bootstrapServers(), broker::close);
    }
    assumeThat(DockerClientFactory.instance().isDockerAvailable())
        .as("a Docker engine is here; -Pdocker runs the tests on Kafka in a container")
        .isTrue();
    KafkaContainer container =
        new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion()).withEnv(SETTINGS);
    container.start();
    return new TestBroker(container.getBootstrapServers(), container::close);
  }

  /** Where clients connect, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    stop.run();
  }
}

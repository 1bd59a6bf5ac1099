package io.segue.local;

import io.segue.schemas.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A Kafka broker with its controller in this process, listening on loopback only.
 *
 * <p>It is the real server, on a data folder that survives restarts. What differs from a cluster:
 * one replica of everything, small internal topics, and rebalances that do not wait for company.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final int NODE_ID = 1;
  private static final String LOOPBACK = "127.0.0.1";

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param dataFolder where the logs lie; formatted if it is new
   * @param port the port to listen on, 0 for any free one
   * @throws CommandFailedException when it cannot start, because the port or the folder is in use
   */
  public static EmbeddedBroker start(Path dataFolder, int port) {
    return start(dataFolder, port, Map.of());
  }

  /**
   * Starts a broker that differs from the others in some of its settings.
   *
   * @param more settings of the broker, over those that it has by itself; the listener for clients
   *     is called {@code PLAINTEXT}, whatever protocol it is given
   */
  static EmbeddedBroker start(Path dataFolder, int port, Map<String, String> more) {
    int brokerPort = port == 0 ? freePort() : port;
    int controllerPort = freePort();
    Path logs = dataFolder.resolve("kafka");
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(logs);
    }
    Properties settings = new Properties();
    settings.putAll(settings(logs, brokerPort, controllerPort));
    settings.putAll(more);
    KafkaConfig config = KafkaConfig.fromProps(settings, false);
    String address = LOOPBACK + ":" + brokerPort;
    try {
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, address);
    } catch (RuntimeException e) {
      throw new CommandFailedException(
          "The broker could not start at %s with its data in %s: %s"
              .formatted(address, logs, rootOf(e).getMessage()),
          e);
    }
  }

  /** Where clients connect, for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Waits until the broker has shut down. */
  public void awaitShutdown() {
    server.awaitShutdown();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path logs) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      Files.createDirectories(logs);
      new Formatter()
          .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE_ID)
          .addDirectory(logs.toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logs.toString())
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .run();
    } catch (Exception e) { // what the formatter declares
      throw new IllegalStateException(
          "The broker's data folder %s could not be prepared: %s %s"
              .formatted(logs, e.getMessage(), output.toString(StandardCharsets.UTF_8)),
          e);
    }
  }

  private static Map<String, String> settings(Path logs, int brokerPort, int controllerPort) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("log.dirs", logs.toString()),
        Map.entry(
            "listeners",
            "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
                .formatted(LOOPBACK, brokerPort, LOOPBACK, controllerPort)),
        Map.entry("advertised.listeners", "PLAINTEXT://%s:%d".formatted(LOOPBACK, brokerPort)),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry(
            "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, LOOPBACK, controllerPort)),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "4"),
        Map.entry("group.share.record.lock.duration.ms", "15000"),
        // Members join one at a time here, and nobody is to wait for a fourth of a minute for them.
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
        Map.entry("group.streams.heartbeat.interval.ms", "1000"),
        Map.entry("group.streams.min.heartbeat.interval.ms", "1000"),
        Map.entry("group.streams.session.timeout.ms", "10000"),
        Map.entry("group.streams.min.session.timeout.ms", "10000"));
  }

  private static Throwable rootOf(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
  }

  /** A port of the loopback interface at which nobody listened a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + LOOPBACK, e);
    }
  }
}

package io.segue.local.chaos;

import io.segue.local.EmbeddedBroker;
import io.segue.schemas.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * Brokers as processes of their own, each a controller too, on loopback. Internal topics have as
 * many replicas as there are brokers, and stay writable with one broker less.
 */
final class BrokerCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final int size;
  private final Map<String, String> more;
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllerPorts = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private BrokerCluster(Path folder, int size, Map<String, String> more) {
    this.folder = folder;
    this.size = size;
    this.more = more;
  }

  /**
   * Starts brokers and returns when all of them are there.
   *
   * @param more settings of every broker, over those that they have by themselves
   */
  static BrokerCluster start(Path folder, int size, Map<String, String> more) throws Exception {
    BrokerCluster cluster = new BrokerCluster(folder, size, more);
    for (int i = 0; i < size; i++) {
      cluster.ports.add(EmbeddedBroker.freePort());
      cluster.controllerPorts.add(EmbeddedBroker.freePort());
    }
    return cluster.started();
  }

  /** Starts one broker whose listeners are among {@code more}; clients connect to {@code port}. */
  static BrokerCluster startOne(Path folder, int port, Map<String, String> more) throws Exception {
    BrokerCluster cluster = new BrokerCluster(folder, 1, more);
    cluster.ports.add(port);
    cluster.controllerPorts.add(0);
    return cluster.started();
  }

  private BrokerCluster started() throws Exception {
    for (int i = 0; i < size; i++) {
      format(i);
      processes.add(startOne(i));
    }
    awaitAll();
    return this;
  }

  String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  int size() {
    return size;
  }

  void kill(int number) throws InterruptedException {
    processes.get(number).destroyForcibly().waitFor();
  }

  void restart(int number) throws IOException {
    processes.set(number, startOne(number));
  }

  /** Waits until every broker is in the cluster. */
  void awaitAll() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      while (admin.describeCluster().nodes().get(90, TimeUnit.SECONDS).size() < size) {
        if (System.nanoTime() > deadline) {
          throw new CommandFailedException("The brokers in " + folder + " did not come up.");
        }
        Thread.sleep(200);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  private void format(int number) throws Exception {
    Path logs = folder.resolve("broker-" + number);
    Files.createDirectories(logs);
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(clusterId)
        .setNodeId(number)
        .addDirectory(logs.toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(logs.toString())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .run();
    Properties properties = new Properties();
    properties.putAll(settings(number, logs));
    properties.putAll(more);
    try (OutputStream out =
        Files.newOutputStream(folder.resolve("broker-" + number + ".properties"))) {
      properties.store(out, null);
    }
  }

  private Map<String, String> settings(int number, Path logs) {
    String replicas = Integer.toString(size);
    String inSync = Integer.toString(Math.max(1, size - 1));
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(number));
    settings.put("log.dirs", logs.toString());
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(ports.get(number), controllerPorts.get(number)));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.get(number));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "controller.quorum.voters",
        IntStream.range(0, size)
            .mapToObj(i -> i + "@127.0.0.1:" + controllerPorts.get(i))
            .collect(Collectors.joining(",")));
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", replicas);
    settings.put("min.insync.replicas", inSync);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(topic + ".replication.factor", replicas);
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.heartbeat.interval.ms", "1000");
    settings.put("group.streams.min.heartbeat.interval.ms", "1000");
    settings.put("group.streams.session.timeout.ms", "10000");
    settings.put("group.streams.min.session.timeout.ms", "10000");
    return settings;
  }

  private Process startOne(int number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            folder.resolve("broker-" + number + ".properties").toString())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve("broker-" + number + ".log").toFile()))
        .start();
  }
}

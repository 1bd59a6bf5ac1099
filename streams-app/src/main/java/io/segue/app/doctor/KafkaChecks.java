package io.segue.app.doctor;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.schemas.activation.ActiveIndexRegister;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** What can be seen with a broker: the broker itself, the topics, the index, the clock. */
final class KafkaChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AHEAD_MAX = Duration.ofMinutes(1);

  private final Connection connection;
  private final Clock clock;

  KafkaChecks(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** All of them; only the first where no broker answers. */
  List<Finding> all() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (Admin admin = Admin.create(config())) {
      List<Node> nodes =
          List.copyOf(
              admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      findings.add(
          Finding.good(
              "broker",
              "%d %s at %s."
                  .formatted(
                      nodes.size(),
                      nodes.size() == 1 ? "broker answers" : "brokers answer",
                      connection.bootstrapServers())));
      findings.addAll(topics());
      findings.add(clock(admin));
      findings.add(index());
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      findings.add(
          Finding.bad(
              "broker",
              "No broker answers at %s: %s."
                  .formatted(connection.bootstrapServers(), rootOf(e).getMessage()),
              "Start one ('scripts/segue broker'), or say where it is with --bootstrap-servers; what"
                  + " a secured broker needs goes into the --config file."));
    }
    return findings;
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>(connection.clientConfig());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return config;
  }

  private List<Finding> topics() {
    TopicAdmin.Inspection seen;
    try {
      seen = TopicAdmin.inspect(connection);
    } catch (CommandFailedException e) {
      return List.of(
          Finding.bad(
              "topics",
              String.valueOf(e.getMessage()),
              "Give this user Describe and DescribeConfigs on the topics; docs/security.md has the"
                  + " commands."));
    }
    List<Finding> findings = new ArrayList<>();
    if (!seen.missing().isEmpty()) {
      findings.add(
          Finding.note(
              "topics",
              "Missing: %s.".formatted(String.join(", ", seen.missing())),
              "Whichever of 'segue import', 'train' and 'serve' starts first creates them, if its"
                  + " user may."));
    }
    for (String difference : seen.differences()) {
      findings.add(
          Finding.note(
              "topics",
              difference,
              "Change it with kafka-configs.sh, or leave it if it is meant so; partitions cannot be"
                  + " taken away, and adding some moves playlists from their events."));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.good("topics", "All are there, with the settings that they should have."));
    }
    return findings;
  }

  /** Kafka tells no time; the latest event does, if its producer's clock is right. */
  private Finding clock(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    String topic = Topics.PLAYLIST_EVENTS.name();
    if (!admin
        .listTopics()
        .names()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .contains(topic)) {
      return Finding.good("clock", "Nothing to compare it with yet.");
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .values()
        .forEach(
            description ->
                description
                    .partitions()
                    .forEach(
                        partition ->
                            wanted.put(
                                new TopicPartition(topic, partition.partition()),
                                OffsetSpec.maxTimestamp())));
    long latest =
        admin
            .listOffsets(wanted)
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .values()
            .stream()
            .mapToLong(found -> found.timestamp())
            .max()
            .orElse(-1);
    return clock(latest, clock.instant());
  }

  static Finding clock(long latestMs, Instant now) {
    if (latestMs < 0) {
      return Finding.good("clock", "Nothing to compare it with yet.");
    }
    Duration ahead = Duration.between(now, Instant.ofEpochMilli(latestMs));
    return ahead.compareTo(AHEAD_MAX) > 0
        ? Finding.bad(
            "clock",
            "The latest event is from %d seconds in the future.".formatted(ahead.toSeconds()),
            "This machine's clock is behind, or a producer's is ahead; have both follow a time"
                + " server (timedatectl set-ntp true).")
        : Finding.good("clock", "No event is from the future.");
  }

  private Finding index() {
    try {
      ActiveIndexRegister.Contents contents = ActiveIndexRegister.read(connection);
      return contents
          .active()
          .map(
              active ->
                  contents.versions().contains(active.getVersion())
                      ? Finding.good(
                          "index",
                          "%s is active; published are %s."
                              .formatted(
                                  active.getVersion(), String.join(", ", contents.versions())))
                      : Finding.bad(
                          "index",
                          "%s is active, but not published.".formatted(active.getVersion()),
                          "Activate one of the others: segue activate VERSION."))
          .orElseGet(
              () ->
                  Finding.note(
                      "index",
                      "No version is active, so nothing can be recommended.",
                      "Import playlists and train: segue import FILE, segue train."));
    } catch (CommandFailedException e) {
      return Finding.note(
          "index",
          "The versions cannot be read: %s".formatted(e.getMessage()),
          "If the topic is missing, train a version; else give this user Read on index-versions.");
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
  }
}

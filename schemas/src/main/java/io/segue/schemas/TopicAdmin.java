package io.segue.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates Segue's topics where they are missing. Topics that exist are left alone, whatever their
 * settings; differences are logged and returned.
 */
public final class TopicAdmin {

  /** The replication factor that leaves the choice to the broker's default. */
  public static final short BROKER_DEFAULT = -1;

  private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS_MAX = 50;
  private static final Duration ATTEMPT_PAUSE = Duration.ofMillis(200);

  private TopicAdmin() {}

  /**
   * What was done.
   *
   * @param created the names of the topics that were missing, sorted
   * @param differences how topics that were there differ from what they would be created with, a
   *     sentence each
   */
  public record Report(List<String> created, List<String> differences) {
    /** Copies the lists. */
    public Report {
      created = List.copyOf(created);
      differences = List.copyOf(differences);
    }
  }

  /**
   * Creates what is missing of {@link Topics#ALL} and the dead-letter topic. Takes 10 seconds at
   * most for each of its few requests.
   *
   * @param replicationFactor at least 1, or {@link #BROKER_DEFAULT}
   * @throws CommandFailedException when no broker answers or it refuses
   */
  public static Report createMissing(Connection connection, short replicationFactor) {
    return createMissing(connection, replicationFactor, TIMEOUT);
  }

  /**
   * What there is, of which nothing is changed.
   *
   * @param missing the names of the topics that are missing, sorted
   * @param differences how the others differ from what they would be created with, a sentence each
   */
  public record Inspection(List<String> missing, List<String> differences) {
    /** Copies the lists. */
    public Inspection {
      missing = List.copyOf(missing);
      differences = List.copyOf(differences);
    }
  }

  /**
   * Looks at the topics that {@link #createMissing} would create.
   *
   * @throws CommandFailedException when no broker answers or it refuses
   */
  public static Inspection inspect(Connection connection) {
    return withAdmin(
        connection,
        TIMEOUT,
        admin -> {
          Map<String, NewTopic> wanted = wanted(BROKER_DEFAULT);
          Set<String> existing = admin.listTopics().names().get();
          List<String> missing =
              wanted.keySet().stream().filter(name -> !existing.contains(name)).toList();
          wanted.keySet().removeAll(missing);
          return new Inspection(missing, differences(admin, wanted));
        });
  }

  static Report createMissing(Connection connection, short replicationFactor, Duration timeout) {
    return withAdmin(connection, timeout, admin -> createMissing(admin, replicationFactor));
  }

  /** What is done with an open client. */
  private interface Work<T> {
    T with(Admin admin) throws ExecutionException, InterruptedException;
  }

  private static <T> T withAdmin(Connection connection, Duration timeout, Work<T> work) {
    Map<String, Object> config = connection.clientConfig();
    int millis = (int) timeout.toMillis();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(config)) {
      return work.with(admin);
    } catch (KafkaException e) {
      throw failed(connection, timeout, e);
    } catch (ExecutionException e) {
      throw failed(connection, timeout, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while looking at the topics.", e);
    }
  }

  private static CommandFailedException failed(
      Connection connection, Duration timeout, Throwable cause) {
    // The client hides an address that does not resolve in the cause of "failed to create".
    Throwable reason = cause.getCause() instanceof KafkaException ? cause.getCause() : cause;
    if (reason instanceof TimeoutException) {
      return new CommandFailedException(
          "No Kafka broker answered at "
              + connection.bootstrapServers()
              + " within "
              + timeout.toSeconds()
              + " seconds; is one running there, and is --bootstrap-servers right?",
          cause);
    }
    return new CommandFailedException(
        "The topics could not be seen to on Kafka at "
            + connection.bootstrapServers()
            + ": "
            + reason.getMessage(),
        cause);
  }

  private static Map<String, NewTopic> wanted(short replicationFactor) {
    Map<String, NewTopic> wanted = new TreeMap<>();
    for (Topic<?> topic : Topics.ALL) {
      wanted.put(topic.name(), newTopic(topic.name(), topic.partitions(), replicationFactor));
      wanted.get(topic.name()).configs(topic.settings());
    }
    wanted.put(
        Topics.PLAYLIST_EVENTS_DLQ, newTopic(Topics.PLAYLIST_EVENTS_DLQ, 1, replicationFactor));
    wanted
        .get(Topics.PLAYLIST_EVENTS_DLQ)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1"));
    return wanted;
  }

  private static Report createMissing(Admin admin, short replicationFactor)
      throws ExecutionException, InterruptedException {
    Map<String, NewTopic> wanted = wanted(replicationFactor);
    Set<String> existing = admin.listTopics().names().get();
    List<String> created = new ArrayList<>();
    Map<String, NewTopic> present = new LinkedHashMap<>();
    for (Map.Entry<String, NewTopic> entry : wanted.entrySet()) {
      if (existing.contains(entry.getKey()) || !create(admin, entry.getValue())) {
        present.put(entry.getKey(), entry.getValue());
      } else {
        created.add(entry.getKey());
      }
    }
    List<String> differences = onceKnown(admin, known -> differences(known, present));
    wanted.keySet().removeAll(existing);
    awaitLeaders(admin, wanted.values());
    if (!created.isEmpty()) {
      log.info("Created the topics {}", created);
    }
    differences.forEach(log::warn);
    return new Report(created, differences);
  }

  private static NewTopic newTopic(String name, int partitions, short replicationFactor) {
    Optional<Short> replicas =
        replicationFactor == BROKER_DEFAULT ? Optional.empty() : Optional.of(replicationFactor);
    return new NewTopic(name, Optional.of(partitions), replicas);
  }

  /** Returns false when somebody else created it in the meantime. */
  private static boolean create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Waits until the leader of each partition takes requests. A new topic is known before that, and
   * an idempotent producer that writes meanwhile can get stuck: its first batch is refused, its
   * second one taken, and the first one then is out of order for ever.
   */
  private static void awaitLeaders(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    if (!partitions.isEmpty()) {
      List<String> names = topics.stream().map(NewTopic::name).toList();
      onceKnown(admin, known -> known.describeTopics(names).allTopicNames().get());
      onceKnown(admin, known -> known.listOffsets(partitions).all().get());
    }
  }

  /** Asks about topics that were created a moment ago until every broker knows them. */
  private static <T> T onceKnown(Admin admin, Work<T> question)
      throws ExecutionException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.with(admin);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || attempt == ATTEMPTS_MAX) {
          throw e;
        }
        Thread.sleep(ATTEMPT_PAUSE);
      }
    }
  }

  private static List<String> differences(Admin admin, Map<String, NewTopic> present)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(present.keySet()).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin
            .describeConfigs(present.keySet().stream().map(TopicAdmin::resource).toList())
            .all()
            .get();
    List<String> differences = new ArrayList<>();
    present.forEach(
        (name, wanted) -> {
          TopicDescription description = descriptions.get(name);
          if (description != null && description.partitions().size() != wanted.numPartitions()) {
            differences.add(
                String.format(
                    "Topic %s has %d partitions; Segue would have made %d.",
                    name, description.partitions().size(), wanted.numPartitions()));
          }
          Config config = configs.get(resource(name));
          wanted
              .configs()
              .forEach(
                  (key, value) -> {
                    ConfigEntry entry = config == null ? null : config.get(key);
                    if (entry == null || !value.equals(entry.value())) {
                      differences.add(
                          String.format(
                              "Topic %s has %s=%s; Segue would have set %s.",
                              name, key, entry == null ? "(unknown)" : entry.value(), value));
                    }
                  });
        });
    return differences;
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}

package io.segue.app.playlists;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partition a playlist lies in, and which instance has that partition now.
 *
 * <p>Asks the group's coordinator who its members are, once a second and soon after somebody looked
 * in vain. Kafka Streams' own {@code queryMetadataForKey} cannot be used with the streams group
 * protocol on Kafka 4.3: it loses all but one stream thread of each instance (KAFKA-20782), and
 * while partitions move it divides by too small a number of them (KAFKA-20887), so that it sends
 * keys to instances that do not have them.
 *
 * <p>Thread-safe. Lookups do not block: they see the last answer of the coordinator.
 */
public final class PartitionOwners implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PartitionOwners.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;
  private final String applicationId;
  private final int partitionCount;
  private final Semaphore askSoon = new Semaphore(0);
  private final Thread thread;

  private volatile Map<Integer, Address> owners = Map.of();

  private PartitionOwners(Admin admin, String applicationId, int partitionCount) {
    this.admin = admin;
    this.applicationId = applicationId;
    this.partitionCount = partitionCount;
    this.thread = Thread.ofVirtual().name("partition-owners").start(this::askForever);
  }

  /**
   * Starts asking.
   *
   * @param admin asks the broker; stays the caller's
   * @param applicationId the group
   * @throws CommandFailedException when the broker does not tell how many partitions there are
   */
  public static PartitionOwners open(Admin admin, String applicationId) {
    return new PartitionOwners(admin, applicationId, partitionCount(admin));
  }

  private static int partitionCount(Admin admin) {
    String topic = Topics.PLAYLIST_EVENTS.name();
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailedException(
          "Kafka does not tell how many partitions %s has: %s.".formatted(topic, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while starting.", e);
    }
  }

  /** The partition of a playlist: the one that Kafka's producers choose for its id. */
  public int partitionOf(String playlistId) {
    return partitionOf(playlistId, partitionCount);
  }

  static int partitionOf(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** Where the instance that has the partition is reached; null when none is known to have it. */
  public @Nullable Address ownerOf(int partition) {
    return owners.get(partition);
  }

  /** Where the instances are reached that have partitions, as last known. */
  public Collection<Address> instances() {
    return Set.copyOf(owners.values());
  }

  /** How many partitions there are. */
  public int partitionCount() {
    return partitionCount;
  }

  /** Says that an owner was missing or turned out to be wrong, so that the answer is renewed. */
  public void askSoon() {
    askSoon.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void askForever() {
    try {
      while (true) {
        ask();
        Thread.sleep(PAUSE_MIN);
        if (askSoon.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
          askSoon.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    try {
      owners =
          owners(
              admin
                  .describeStreamsGroups(List.of(applicationId))
                  .all()
                  .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                  .values());
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The owners of {} cannot be asked for now", Topics.PLAYLIST_EVENTS.name(), e);
    } catch (RuntimeException e) { // this thread must go on, and the answer before stays
      log.warn("The owners of {} were not understood", Topics.PLAYLIST_EVENTS.name(), e);
    }
  }

  /** Of the parts of the topology, only the one that reads the events has playlists. */
  static Map<Integer, Address> owners(Collection<StreamsGroupDescription> groups) {
    Map<Integer, Address> owners = new HashMap<>();
    for (StreamsGroupDescription group : groups) {
      Set<String> parts =
          group.subtopologies().stream()
              .filter(part -> part.sourceTopics().contains(Topics.PLAYLIST_EVENTS.name()))
              .map(StreamsGroupSubtopologyDescription::subtopologyId)
              .collect(Collectors.toSet());
      for (StreamsGroupMemberDescription member : group.members()) {
        member
            .userEndpoint()
            .map(endpoint -> new Address(endpoint.host(), endpoint.port()))
            .ifPresent(
                address ->
                    member.assignment().activeTasks().stream()
                        .filter(tasks -> parts.contains(tasks.subtopologyId()))
                        .flatMap(tasks -> tasks.partitions().stream())
                        .forEach(partition -> owners.put(partition, address)));
      }
    }
    return Map.copyOf(owners);
  }
}

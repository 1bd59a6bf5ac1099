package io.segue.app.playlists;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partition a playlist lies in, which instance has that partition now, and which ones keep a
 * copy.
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

  private volatile PartitionPlacement placement = PartitionPlacement.UNKNOWN;

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
    return placement.owners().get(partition);
  }

  /**
   * Where the instances are reached that keep a copy of the partition; the owner is not among them.
   */
  public List<Address> standbysOf(int partition) {
    return placement.standbys().getOrDefault(partition, List.of());
  }

  /** Where the instances are reached that have partitions, as last known. */
  public Collection<Address> instances() {
    return Set.copyOf(placement.owners().values());
  }

  /** Where the instances are reached that have partitions or copies of them, as last known. */
  public Collection<Address> members() {
    PartitionPlacement now = placement;
    Set<Address> members = new HashSet<>(now.owners().values());
    now.standbys().values().forEach(members::addAll);
    return Set.copyOf(members);
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
      placement =
          PartitionPlacement.of(
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
}

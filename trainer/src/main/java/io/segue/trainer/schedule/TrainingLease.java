package io.segue.trainer.schedule;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to train and publish, held by one process of a cluster at a time.
 *
 * <p>It is the only partition of {@code index-versions} in the consumer group {@value #GROUP}: the
 * group's coordinator gives it to one member, takes it away from one that does not send heartbeats,
 * and the sticky assignor leaves it with whoever has it. Nothing is read and nothing is committed.
 * A holder that was cut off and does not know yet can do no harm: publishers share a transactional
 * id, so the newer one fences it.
 *
 * <p>Thread-safe.
 */
public final class TrainingLease implements AutoCloseable {

  static final String GROUP = "segue-training-lease";

  private static final Logger LOG = LoggerFactory.getLogger(TrainingLease.class);
  private static final int SESSION_TIMEOUT_MS = 15_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final CountDownLatch taken = new CountDownLatch(1);
  private final Runnable lost;
  private final Thread thread;
  private volatile boolean held;
  private volatile boolean isLost;
  private volatile boolean closed;
  private volatile @Nullable KafkaException failure;

  private TrainingLease(Connection connection, Runnable lost) {
    this.lost = lost;
    this.thread =
        Thread.ofPlatform().name("training-lease").daemon().unstarted(() -> hold(connection));
  }

  /**
   * Takes the lease.
   *
   * @param patience how long to wait for it; a holder that died is noticed after 15 seconds
   * @param lost called once, from another thread, when the lease is lost before it is closed
   * @throws CommandFailedException when somebody else has it, or Kafka does not give it
   * @throws InterruptedException when the calling thread was interrupted
   */
  public static TrainingLease take(Connection connection, Duration patience, Runnable lost)
      throws InterruptedException {
    TrainingLease lease = new TrainingLease(connection, lost);
    lease.thread.start();
    boolean taken = false;
    try {
      taken = lease.taken.await(patience.toMillis(), TimeUnit.MILLISECONDS) && lease.held;
    } finally {
      if (!taken) {
        lease.close();
      }
    }
    KafkaException failure = lease.failure;
    if (failure != null) {
      throw new CommandFailedException(
          "The lease on training cannot be taken: " + failure.getMessage(), failure);
    }
    if (!taken) {
      throw new CommandFailedException(
          "Another training is under way on this cluster (it holds the consumer group %s); nothing is trained now."
              .formatted(GROUP));
    }
    return lease;
  }

  private void hold(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, GROUP);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    try (Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(
          List.of(Topics.INDEX_VERSIONS.name()),
          new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
              if (!partitions.isEmpty()) {
                consumer.pause(partitions);
                held = true;
                taken.countDown();
              }
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
              if (!partitions.isEmpty()) {
                lose();
              }
            }
          });
      while (!closed) {
        consumer.poll(POLL);
      }
    } catch (KafkaException e) {
      LOG.error("the training lease cannot be held", e);
      failure = e;
      lose();
      taken.countDown();
    }
  }

  /** Whether it was lost before it was closed. */
  public boolean isLost() {
    return isLost;
  }

  private void lose() {
    if (held && !closed) {
      isLost = true;
      LOG.warn("the training lease is lost");
      lost.run();
    }
    held = false;
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

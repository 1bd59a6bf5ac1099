package io.segue.app.live;

import io.segue.app.topics.WholeTopic;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic {@code track-successors} from its beginning and for ever, and tells a {@link
 * LiveFeed}. What cannot be read for the moment is tried again; an exception that comes out of
 * {@link #run} is a fatal one.
 */
public final class SuccessorFollower implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SuccessorFollower.class);

  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Consumer<String, byte[]> consumer;
  private final LiveFeed feed;
  private final Map<TopicPartition, Long> endsAtOpening;
  private volatile boolean caughtUp;
  private volatile boolean stopped;

  /**
   * Connects.
   *
   * @throws org.apache.kafka.common.KafkaException when the topic is not there or the broker does
   *     not answer in time
   */
  public SuccessorFollower(Connection connection, LiveFeed feed) {
    this.feed = feed;
    consumer = WholeTopic.consumer(connection);
    List<TopicPartition> partitions =
        WholeTopic.partitions(consumer, Topics.TRACK_SUCCESSORS.name());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    endsAtOpening = Map.copyOf(consumer.endOffsets(partitions));
  }

  /** Whether the feed knows all that had been announced when this follower was made. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        followOnce();
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      log.debug("Stopped", e);
    } finally {
      consumer.close();
    }
  }

  private void followOnce() throws InterruptedException {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(WAIT)) {
        if (record.key() != null) {
          feed.announced(record.key(), record.value());
        }
      }
      caughtUp = caughtUp || isAtTheEnd();
    } catch (RetriableException e) {
      log.warn(
          "{} cannot be read now, trying again: {}",
          Topics.TRACK_SUCCESSORS.name(),
          e.getMessage());
      Thread.sleep(RETRY_AFTER);
    }
  }

  private boolean isAtTheEnd() {
    return endsAtOpening.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Makes {@link #run} return soon. May be called from any thread. */
  @Override
  public void close() {
    stopped = true;
    consumer.wakeup();
  }
}

package io.segue.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads ranges of offsets, without a consumer group and without committing anything. Not
 * thread-safe, as the consumer is not.
 *
 * @param <K> the type of the records' keys
 */
public final class PartitionReader<K> {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Nothing came for too long, before the end. */
  public static final class StalledException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private StalledException(String message) {
      super(message);
    }
  }

  private final Consumer<K, byte[]> consumer;

  /**
   * A reader.
   *
   * @param consumer reads with {@code isolation.level=read_committed}, so that the ends that it
   *     reports are those of finished transactions; not closed by this object
   */
  public PartitionReader(Consumer<K, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** What each partition of a topic holds now; empty when there is no such topic. */
  public List<OffsetRange> ranges(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> from = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> to = consumer.endOffsets(partitions);
    List<OffsetRange> ranges = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      ranges.add(
          new OffsetRange(
              partition.partition(),
              from.getOrDefault(partition, 0L),
              to.getOrDefault(partition, 0L)));
    }
    return ranges;
  }

  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> infos;
    try {
      infos = consumer.partitionsFor(topic);
    } catch (UnknownTopicOrPartitionException e) {
      return List.of();
    }
    if (infos == null) {
      return List.of();
    }
    return infos.stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
        .toList();
  }

  /**
   * Reads the ranges, each from its beginning to its end; several partitions come mixed.
   *
   * @param stalledAfter how long to wait for the next records before giving up
   * @param action called for every record, on this thread
   * @throws StalledException when nothing came for that long before the ends were reached
   */
  public void read(
      String topic,
      Collection<OffsetRange> ranges,
      Duration stalledAfter,
      java.util.function.Consumer<ConsumerRecord<K, byte[]>> action) {
    List<OffsetRange> open = new ArrayList<>(ranges);
    open.removeIf(range -> range.getFrom() >= range.getTo());
    List<TopicPartition> partitions =
        open.stream().map(range -> new TopicPartition(topic, range.getPartition())).toList();
    consumer.assign(partitions);
    for (OffsetRange range : open) {
      consumer.seek(new TopicPartition(topic, range.getPartition()), range.getFrom());
    }
    long lastNews = System.nanoTime();
    while (!open.isEmpty()) {
      boolean news = false;
      for (ConsumerRecord<K, byte[]> record : consumer.poll(POLL)) {
        news = true;
        if (record.offset() < end(ranges, record.partition())) {
          action.accept(record);
        }
      }
      news |= open.removeIf(range -> finish(topic, range));
      if (news) {
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > stalledAfter.toNanos()) {
        throw new StalledException(
            "no records of %s came for %d s; %d partitions are not read to their ends"
                .formatted(topic, stalledAfter.toSeconds(), open.size()));
      }
    }
    consumer.unsubscribe();
  }

  /** By position and not by record: transaction markers take up offsets too. */
  private boolean finish(String topic, OffsetRange range) {
    TopicPartition partition = new TopicPartition(topic, range.getPartition());
    if (consumer.position(partition) < range.getTo()) {
      return false;
    }
    consumer.pause(List.of(partition));
    return true;
  }

  private static long end(Collection<OffsetRange> ranges, int partition) {
    for (OffsetRange range : ranges) {
      if (range.getPartition() == partition) {
        return range.getTo();
      }
    }
    throw new IllegalStateException("partition " + partition + " was not asked for");
  }
}

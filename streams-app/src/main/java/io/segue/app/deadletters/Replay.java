package io.segue.app.deadletters;

import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters back to where they came from, each with its {@link ReplayMark} in the same
 * transaction: what is interrupted at any point is replayed wholly, with its mark, or not at all.
 *
 * <p>All replays share one transactional id, so a replay that opens fences one that is at work, and
 * marks read after opening are complete. Not thread-safe.
 */
final class Replay implements AutoCloseable {

  static final String TRANSACTIONAL_ID = "segue-dlq-replay";

  private static final int LETTERS_PER_TRANSACTION = 500;
  private static final long PATIENCE_MS = 30_000;

  private final Producer<byte[], byte[]> producer;
  private final String deadLetterTopic;
  private final List<DeadLetter> batch = new ArrayList<>();
  private long replayed;

  private Replay(Producer<byte[], byte[]> producer, String deadLetterTopic) {
    this.producer = producer;
    this.deadLetterTopic = deadLetterTopic;
  }

  /**
   * Opens a replay, which ends any other one.
   *
   * @throws CommandFailedException when Kafka refuses
   */
  static Replay open(Connection connection, String deadLetterTopic) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "segue-dlq-replay");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    // Whatever was accepted once is to be accepted again.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE / 2);
    Replay replay = null;
    try {
      replay =
          new Replay(
              new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
              deadLetterTopic);
      replay.producer.initTransactions();
      return replay;
    } catch (KafkaException e) {
      if (replay != null) {
        replay.close();
      }
      throw new CommandFailedException(
          "Kafka at %s lets nothing be replayed: %s"
              .formatted(connection.bootstrapServers(), e.getMessage()),
          e);
    }
  }

  /**
   * Replays the dead letter, at the latest at {@link #finish}.
   *
   * @param letter one with a source
   * @throws CommandFailedException saying how many were replayed before Kafka refused
   */
  void add(DeadLetter letter) {
    batch.add(letter);
    if (batch.size() >= LETTERS_PER_TRANSACTION) {
      finish();
    }
  }

  /**
   * Replays what is left, and returns how many have been replayed in all.
   *
   * @throws CommandFailedException saying how many were replayed before Kafka refused
   */
  long finish() {
    if (!batch.isEmpty()) {
      try {
        transact();
      } catch (ExecutionException e) {
        throw failed(e.getCause() == null ? e : e.getCause());
      } catch (KafkaException e) {
        throw failed(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed(e);
      }
      replayed += batch.size();
      batch.clear();
    }
    return replayed;
  }

  private void transact() throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (DeadLetter letter : batch) {
      sent.add(producer.send(recordOf(letter)));
    }
    producer.flush();
    List<Future<RecordMetadata>> marked = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      RecordMetadata at = sent.get(i).get();
      Place to = new Place(at.partition(), at.offset());
      ReplayMark mark = new ReplayMark(batch.get(i).place(), at.topic(), to);
      marked.add(producer.send(mark.record(deadLetterTopic)));
    }
    producer.flush();
    for (Future<RecordMetadata> mark : marked) {
      mark.get();
    }
    producer.commitTransaction();
  }

  /** As it was when it failed: key, value, timestamp, partition, and the headers of its own. */
  private ProducerRecord<byte[], byte[]> recordOf(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Objects.requireNonNull(letter.sourceTopic()),
            Objects.requireNonNull(letter.source()).partition(),
            letter.time().toEpochMilli(),
            letter.key(),
            letter.value());
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(DeadLetter.ERROR_PREFIX)
          && !header.key().equals(ReplayMark.REPLAY_OF)) {
        record.headers().add(header);
      }
    }
    String of = deadLetterTopic + " " + letter.place();
    record.headers().add(ReplayMark.REPLAY_OF, of.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private CommandFailedException failed(Throwable cause) {
    String before =
        "%,d dead letters were replayed before, and are marked; run the same again for the others."
            .formatted(replayed);
    if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException) {
      return new CommandFailedException("Another replay has taken over. " + before, cause);
    }
    return new CommandFailedException(
        "Kafka did not take a replayed record: %s. %s".formatted(cause.getMessage(), before),
        cause);
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}

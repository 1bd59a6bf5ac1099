package io.segue.trainer.distributed;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.schemas.TrialReply;
import io.segue.schemas.TrialRequest;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.space.QueryChoice;
import io.segue.trainer.topics.Clients;
import io.segue.trainer.trials.Trial;
import io.segue.trainer.trials.TrialPool;
import io.segue.trainer.trials.TrialResult;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has trials run by the workers that are there, on whatever machines: a request goes out for each
 * trial, and the first result of it counts. Results that came while nobody was waiting, before a
 * search was taken up again, are found too.
 *
 * <p>The vectors stay with the workers: they would be as large as the model, and training the best
 * trial once more gives the same.
 */
public final class DistributedTrials implements TrialPool {

  private static final Logger LOG = LoggerFactory.getLogger(DistributedTrials.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String searchId;
  private final DatasetReference dataset;
  private final List<QueryChoice> queries;
  private final Connection connection;
  private final Clock clock;
  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;

  /** Trials that wait for their results, by number. */
  private final Map<Integer, Trial> open = new HashMap<>();

  /** Results that came before they were asked for, by number. */
  private final Map<Integer, TrialReply> early = new HashMap<>();

  private DistributedTrials(
      String searchId,
      DatasetReference dataset,
      List<QueryChoice> queries,
      Connection connection,
      Clock clock) {
    this.searchId = searchId;
    this.dataset = dataset;
    this.queries = List.copyOf(queries);
    this.connection = connection;
    this.clock = clock;
    this.producer = WorkerGroup.producer(connection, "segue-search");
    this.consumer = Clients.reader(connection);
  }

  /**
   * Connects.
   *
   * @param dataset a dataset in Kafka, so that workers can build it
   * @throws BadInputException when the dataset is that of a file
   * @throws CommandFailedException when no broker answers
   */
  public static DistributedTrials open(
      String searchId,
      DatasetReference dataset,
      List<QueryChoice> queries,
      Connection connection,
      Clock clock) {
    if (dataset.getRanges().isEmpty()) {
      throw new BadInputException(
          "Only playlists in Kafka can be trained on by other machines; %s is not. Import it first (segue import PATH)."
              .formatted(dataset.getSource()));
    }
    try {
      WorkerGroup.prepare(connection);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while connecting.", e);
    }
    DistributedTrials trials = new DistributedTrials(searchId, dataset, queries, connection, clock);
    try {
      trials.readBefore();
    } catch (RuntimeException e) {
      trials.close();
      throw e;
    }
    return trials;
  }

  private void readBefore() {
    PartitionReader<String> reader = new PartitionReader<>(consumer);
    List<OffsetRange> ranges = reader.ranges(Topics.TRIAL_RESULTS.name());
    reader.read(Topics.TRIAL_RESULTS.name(), ranges, STALLED_AFTER, this::noteEarly);
    List<TopicPartition> partitions =
        ranges.stream()
            .map(range -> new TopicPartition(Topics.TRIAL_RESULTS.name(), range.getPartition()))
            .toList();
    consumer.assign(partitions);
    ranges.forEach(
        range ->
            consumer.seek(
                new TopicPartition(Topics.TRIAL_RESULTS.name(), range.getPartition()),
                range.getTo()));
  }

  private void noteEarly(ConsumerRecord<String, byte[]> record) {
    reply(record).ifPresent(reply -> early.putIfAbsent(reply.getNumber(), reply));
  }

  /** A result of this search, if the record is one. */
  private Optional<TrialReply> reply(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !record.key().startsWith(searchId + "/")) {
      return Optional.empty();
    }
    try {
      TrialReply reply =
          connection
              .serdes()
              .valueSerde(Topics.TRIAL_RESULTS)
              .deserializer()
              .deserialize(record.topic(), record.value());
      return Optional.ofNullable(reply);
    } catch (SerializationException e) {
      LOG.warn("the record at offset {} is no trial result: {}", record.offset(), e.getMessage());
      return Optional.empty();
    }
  }

  /** All that the search allows: how many workers there are is not known here. */
  @Override
  public int capacity() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void start(Trial trial) {
    open.put(trial.number(), trial);
    if (early.containsKey(trial.number())) {
      return;
    }
    TrialRequest request = TrialRecords.request(searchId, trial, dataset, queries, clock.instant());
    byte[] value =
        connection
            .serdes()
            .valueSerde(Topics.TRIAL_REQUESTS)
            .serializer()
            .serialize(Topics.TRIAL_REQUESTS.name(), request);
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.TRIAL_REQUESTS.name(), Topics.trialKey(searchId, trial.number()), value))
          .get();
    } catch (ExecutionException e) {
      throw new CommandFailedException(
          "Trial %d could not be posted: %s".formatted(trial.number(), e.getMessage()), e);
    } catch (InterruptedException e) {
      // Waiting for the results will say so.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public TrialResult take() throws InterruptedException {
    long lastWord = System.nanoTime();
    try {
      while (true) {
        for (Trial trial : List.copyOf(open.values())) {
          TrialReply reply = early.remove(trial.number());
          if (reply != null) {
            open.remove(trial.number());
            return result(trial, reply);
          }
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          reply(record)
              .filter(reply -> open.containsKey(reply.getNumber()))
              .ifPresent(reply -> early.putIfAbsent(reply.getNumber(), reply));
        }
        if (early.isEmpty() && System.nanoTime() - lastWord > PATIENCE.toNanos()) {
          lastWord = System.nanoTime();
          LOG.info(
              "waiting for {} trials; workers are started with 'segue work', on any machine",
              open.size());
        }
      }
    } catch (InterruptException e) {
      throw new InterruptedException(e.getMessage());
    }
  }

  private static TrialResult result(Trial trial, TrialReply reply) {
    try {
      return TrialRecords.result(trial, reply);
    } catch (IllegalArgumentException e) {
      return TrialResult.failed(
          trial,
          "the result of worker %s lacks a figure: %s"
              .formatted(reply.getWorker(), e.getMessage()));
    }
  }

  @Override
  public Optional<Embedding> embedding(Trial trial) {
    return Optional.empty();
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}

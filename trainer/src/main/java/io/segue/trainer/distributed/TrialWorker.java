package io.segue.trainer.distributed;

import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import io.segue.schemas.TrialReply;
import io.segue.schemas.TrialRequest;
import io.segue.trainer.trials.Trial;
import io.segue.trainer.trials.TrialRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one trial request at a time out of the share group, runs it on one thread, writes the
 * result, and only then says that the request is done.
 *
 * <p>While a trial runs, the lock on its request is renewed (KIP-1222) well before it expires, so a
 * trial may take hours with locks of half a minute. A worker that dies is noticed by its connection
 * or at the latest when the lock expires; the request then goes to another one. A request that has
 * been with {@value #DELIVERIES_MAX} workers, none of which lived to answer, is answered as failed:
 * it most likely killed them. Between the result and the acknowledgement a worker may die too, so
 * there can be two results of one trial: whoever reads them takes the first.
 *
 * <p>{@link #run()} is for one thread; {@link #stop()} may be called from any.
 */
public final class TrialWorker {

  static final int DELIVERIES_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(TrialWorker.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOCK_DEFAULT = Duration.ofSeconds(30);

  private final Connection connection;
  private final String name;
  private final Datasets datasets;
  private final int parallel;
  private final Clock clock;
  private final Consumer<String> say;
  private volatile boolean stopped;

  private TrialWorker(
      Connection connection,
      String name,
      Datasets datasets,
      int parallel,
      Clock clock,
      Consumer<String> say) {
    this.connection = connection;
    this.name = name;
    this.datasets = datasets;
    this.parallel = parallel;
    this.clock = clock;
    this.say = say;
  }

  /**
   * Workers of one process: they share its memory and the datasets that it has built.
   *
   * @param count how many, at least 1
   * @param say told in a line what each one does, from their threads
   */
  public static List<TrialWorker> of(
      Connection connection, int count, Clock clock, Consumer<String> say) {
    Datasets datasets = new Datasets(connection);
    String process = processName();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new TrialWorker(
                    connection,
                    count == 1 ? process : process + "/" + i,
                    datasets,
                    count,
                    clock,
                    say))
        .toList();
  }

  private static String processName() {
    String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    return host + "/" + ProcessHandle.current().pid();
  }

  /**
   * Works until it is stopped.
   *
   * @throws KafkaException when Kafka refuses for good
   * @throws InterruptedException when the calling thread was interrupted
   */
  public void run() throws InterruptedException {
    WorkerGroup.prepare(connection);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (Producer<String, byte[]> producer = WorkerGroup.producer(connection, name);
        ShareConsumer<String, byte[]> consumer = WorkerGroup.consumer(connection, name)) {
      consumer.subscribe(List.of(Topics.TRIAL_REQUESTS.name()));
      say.accept("worker " + name + " is ready");
      while (!stopped) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          handle(record, consumer, producer, executor);
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** Makes {@link #run()} give back its trial and return soon. */
  public void stop() {
    stopped = true;
  }

  private void handle(
      ConsumerRecord<String, byte[]> record,
      ShareConsumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      ExecutorService executor)
      throws InterruptedException {
    TrialRequest request;
    try {
      request =
          connection
              .serdes()
              .valueSerde(Topics.TRIAL_REQUESTS)
              .deserializer()
              .deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      LOG.warn(
          "the record at {} {} is no trial request: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
      acknowledge(consumer, record, AcknowledgeType.REJECT);
      return;
    }
    String title = "trial %d of search %s".formatted(request.getNumber(), request.getSearchId());
    int deliveries = record.deliveryCount().map(Short::intValue).orElse(1);
    TrialReply reply;
    if (deliveries > DELIVERIES_MAX) {
      reply =
          failure(
              request,
              "it was given to %d workers, none of which lived to answer; does it take too much memory?"
                  .formatted(DELIVERIES_MAX));
    } else {
      say.accept(
          "%s: started%s".formatted(title, deliveries == 1 ? "" : ", delivery " + deliveries));
      Future<TrialReply> future = executor.submit(() -> answer(request));
      if (!awaitRenewing(future, record, consumer)) {
        future.cancel(true);
        return;
      }
      reply = result(request, future);
    }
    send(producer, request, reply);
    acknowledge(consumer, record, AcknowledgeType.ACCEPT);
    String failure = reply.getFailure();
    say.accept(
        "%s: %s"
            .formatted(
                title,
                failure == null ? "validation " + reply.getValidation() : "failed: " + failure));
  }

  private TrialReply answer(TrialRequest request) throws InterruptedException {
    Trial trial = TrialRecords.trial(request);
    TrialRunner runner =
        new TrialRunner(
            datasets.split(request.getDataset()), TrialRecords.queries(request), parallel);
    return TrialRecords.reply(
        request, runner.run(trial, 1, tokens -> {}).result(), name, clock.instant());
  }

  private TrialReply failure(TrialRequest request, String reason) {
    return TrialRecords.failure(request, reason, name, clock.instant());
  }

  private TrialReply result(TrialRequest request, Future<TrialReply> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      LOG.error("trial {} could not be run", request.getNumber(), e.getCause());
      String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      return failure(request, String.valueOf(message));
    }
  }

  /**
   * Waits for the trial to end, renewing the lock on its request.
   *
   * @return false when this worker is to stop, or has lost the lock; the trial is to be ended then
   */
  private boolean awaitRenewing(
      Future<TrialReply> future,
      ConsumerRecord<String, byte[]> record,
      ShareConsumer<String, byte[]> consumer)
      throws InterruptedException {
    long lockMillis = consumer.acquisitionLockTimeoutMs().orElse((int) LOCK_DEFAULT.toMillis());
    long renewed = System.nanoTime();
    while (!isDone(future)) {
      if (stopped) {
        acknowledge(consumer, record, AcknowledgeType.RELEASE);
        say.accept("gave trial request " + record.key() + " back");
        return false;
      }
      if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - renewed) > lockMillis / 3) {
        renewed = System.nanoTime();
        if (!acknowledge(consumer, record, AcknowledgeType.RENEW) || !comesBack(record, consumer)) {
          LOG.warn("the lock on {} is lost; somebody else has the trial now", record.key());
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isDone(Future<TrialReply> future) throws InterruptedException {
    try {
      future.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    }
  }

  /** A renewed record is handed out by the next poll again, and must be before the next word. */
  private boolean comesBack(
      ConsumerRecord<String, byte[]> record, ShareConsumer<String, byte[]> consumer) {
    ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(5));
    for (ConsumerRecord<String, byte[]> other : records) {
      if (other.partition() == record.partition() && other.offset() == record.offset()) {
        return true;
      }
      acknowledge(consumer, other, AcknowledgeType.RELEASE);
    }
    return false;
  }

  /** Returns false when the broker does not take it, because the lock has expired. */
  private static boolean acknowledge(
      ShareConsumer<String, byte[]> consumer,
      ConsumerRecord<String, byte[]> record,
      AcknowledgeType type) {
    try {
      consumer.acknowledge(record, type);
    } catch (IllegalStateException e) {
      LOG.warn("{} of {} came too late: {}", type, record.key(), e.getMessage());
      return false;
    }
    for (Map.Entry<?, Optional<KafkaException>> entry : consumer.commitSync().entrySet()) {
      if (entry.getValue().isPresent()) {
        LOG.warn(
            "{} of {} was refused: {}", type, record.key(), entry.getValue().get().getMessage());
        return false;
      }
    }
    return true;
  }

  private void send(Producer<String, byte[]> producer, TrialRequest request, TrialReply reply)
      throws InterruptedException {
    byte[] value =
        connection
            .serdes()
            .valueSerde(Topics.TRIAL_RESULTS)
            .serializer()
            .serialize(Topics.TRIAL_RESULTS.name(), reply);
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.TRIAL_RESULTS.name(),
                  Topics.trialKey(request.getSearchId(), request.getNumber()),
                  value))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("a result could not be written", e.getCause());
    }
  }
}

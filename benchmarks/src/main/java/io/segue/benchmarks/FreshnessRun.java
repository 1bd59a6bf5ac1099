package io.segue.benchmarks;

import io.segue.schemas.Action;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events at a fixed rate, whatever becomes of those before (an open loop), and asks after
 * each one, or every tenth or so, as soon as the broker has acknowledged it, for recommendations
 * that contain it.
 */
final class FreshnessRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
  private static final int DIGITS = 3;
  private static final int K = 20;

  /**
   * What was measured.
   *
   * @param events how many events were asked about
   * @param acknowledged nanoseconds from sending an event to its acknowledgement
   * @param answered nanoseconds from there to the answer that reflects it
   * @param missed answers that did not reflect their event
   * @param failed events that were not written, and queries that were not answered
   * @param firstFailure what went wrong first; null when nothing did
   * @param rate events a second that were really written
   */
  record Result(
      int events,
      Histogram acknowledged,
      Histogram answered,
      int missed,
      int failed,
      @Nullable String firstFailure,
      double rate) {}

  /** What one {@link #measure} collects. */
  private static final class Measurement {
    final Histogram acknowledged = new ConcurrentHistogram(NANOS_MAX, DIGITS);
    final Histogram answered = new ConcurrentHistogram(NANOS_MAX, DIGITS);
    final AtomicInteger missed = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    final CountDownLatch open;

    Measurement(int events) {
      open = new CountDownLatch(events);
    }

    void failed(String why) {
      failed.incrementAndGet();
      firstFailure.compareAndSet(null, why);
    }
  }

  private final Producer<String, PlaylistEvent> producer;
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private final InstanceClient instance;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final int playlists;
  private final int rate;
  private final int every;
  private final List<String> tracks;
  private int written;

  private FreshnessRun(
      Producer<String, PlaylistEvent> producer, String instance, int playlists, int rate, int every)
      throws InterruptedException {
    this.producer = producer;
    this.instance = new InstanceClient(instance);
    this.playlists = playlists;
    this.rate = rate;
    this.every = every;
    this.tracks = this.instance.popularTracks();
  }

  /**
   * Connects.
   *
   * @param instance any instance of the app
   * @param playlists to how many new playlists the events belong, by turns
   * @param rate events a second
   * @param every after every how many events there is a query
   * @throws CommandFailedException when the instance has nothing to recommend
   */
  static FreshnessRun open(
      Connection connection, String instance, int playlists, int rate, int every)
      throws InterruptedException {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    Producer<String, PlaylistEvent> producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).serializer());
    try {
      return new FreshnessRun(producer, instance, playlists, rate, every);
    } catch (RuntimeException | InterruptedException e) {
      producer.close(PATIENCE);
      throw e;
    }
  }

  /** Writes events until so many were asked about, and waits for all answers. */
  Result measure(int events) throws InterruptedException {
    Measurement measurement = new Measurement(events);
    long from = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / rate;
    for (int i = 0; i < events * every; i++) {
      long due = from + i * pause;
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
      write(measurement, i % every == 0);
    }
    double seconds = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
    if (!measurement.open.await(1, TimeUnit.MINUTES)) {
      throw new CommandFailedException(
          "%d answers have not come within a minute.".formatted(measurement.open.getCount()));
    }
    return new Result(
        events,
        measurement.acknowledged,
        measurement.answered,
        measurement.missed.get(),
        measurement.failed.get(),
        measurement.firstFailure.get(),
        events * every / seconds);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  private void write(Measurement measurement, boolean asked) {
    String playlist = "freshness-%s-%d".formatted(run, written % playlists);
    PlaylistEvent event =
        new PlaylistEvent(
            run + "-" + written,
            playlist,
            null,
            tracks.get(written / playlists % tracks.size()),
            Action.PLAY,
            Clock.systemUTC().instant(),
            "bench");
    written++;
    long sent = System.nanoTime();
    producer.send(
        new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), playlist, event),
        (place, failure) -> {
          long acknowledged = System.nanoTime();
          if (failure != null) {
            measurement.failed(failure.toString());
            if (asked) {
              measurement.open.countDown();
            }
            return;
          }
          measurement.acknowledged.recordValue(acknowledged - sent);
          if (!asked) {
            return;
          }
          askers.submit(() -> ask(measurement, playlist, place, acknowledged));
        });
  }

  private void ask(
      Measurement measurement, String playlist, RecordMetadata place, long acknowledged) {
    try {
      boolean reached = instance.answersAfter(playlist, "/recommendations?k=" + K + "&", place);
      long nanos = System.nanoTime() - acknowledged;
      if (reached) {
        measurement.answered.recordValue(Math.min(nanos, NANOS_MAX));
      } else {
        measurement.missed.incrementAndGet();
      }
    } catch (CommandFailedException e) {
      measurement.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      measurement.open.countDown();
    }
  }

  @Override
  public void close() {
    askers.shutdownNow();
    producer.close(PATIENCE);
    instance.close();
  }
}

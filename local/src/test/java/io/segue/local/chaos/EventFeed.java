package io.segue.local.chaos;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Adds tracks to playlists at a steady rate, and writes down what it did. An idempotent producer
 * keeps the order of each playlist through every fault.
 */
final class EventFeed implements AutoCloseable {

  private final PlaylistLog log;
  private final List<String> playlists;
  private final List<String> tracks;
  private final Random random;
  private final Producer<String, PlaylistEvent> producer;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong longestPauseMs = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private @Nullable Thread thread;
  private volatile boolean stopped;

  /**
   * @param playlists to whom tracks are added
   * @param tracks from which are drawn
   * @param seed draws
   */
  EventFeed(
      String bootstrapServers,
      PlaylistLog log,
      List<String> playlists,
      List<String> tracks,
      long seed) {
    this.log = log;
    this.playlists = playlists;
    this.tracks = tracks;
    random = new Random(seed);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", true,
                "delivery.timeout.ms", 180_000,
                "request.timeout.ms", 5_000,
                "max.block.ms", 180_000,
                "linger.ms", 0),
            new StringSerializer(),
            AvroSerdes.from(Map.of()).valueSerde(Topics.PLAYLIST_EVENTS).serializer());
  }

  /** Adds one track to every playlist and waits until Kafka has all of them. */
  void addOneToEach() {
    playlists.forEach(this::add);
    producer.flush();
  }

  /** Goes on adding from now on. */
  void start(int eventsPerSecond) {
    long pause = 1_000_000_000L / eventsPerSecond;
    thread =
        Thread.ofPlatform()
            .name("event-feed")
            .start(
                () -> {
                  long next = System.nanoTime();
                  while (!stopped) {
                    add(playlists.get(random.nextInt(playlists.size())));
                    next += pause;
                    LockSupport.parkNanos(next - System.nanoTime());
                  }
                });
  }

  /** Stops adding, and waits until Kafka has everything. */
  void finish() throws InterruptedException {
    stopped = true;
    if (thread != null) {
      thread.join();
    }
    producer.flush();
  }

  long sent() {
    return sent.get();
  }

  /** The longest time that Kafka took to confirm an event. */
  Duration longestPause() {
    return Duration.ofMillis(longestPauseMs.get());
  }

  /** Why Kafka refused an event; null when it refused none, as must be. */
  @Nullable Exception failure() {
    return failure.get();
  }

  @Override
  public void close() throws InterruptedException {
    finish();
    producer.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
  private void add(String playlist) {
    String track = tracks.get(random.nextInt(tracks.size()));
    PlaylistEvent event =
        PlaylistEvent.newBuilder()
            .setEventId(playlist + "/" + sent.getAndIncrement())
            .setPlaylistId(playlist)
            .setTrackId(track)
            .setAction(Action.ADD)
            .setOccurredAt(Instant.now())
            .build();
    log.add(playlist, track);
    Instant began = Instant.now();
    producer.send(
        new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), playlist, event),
        (written, refused) -> {
          if (refused == null) {
            Instant now = Instant.now();
            log.confirm(playlist, now);
            longestPauseMs.accumulateAndGet(Duration.between(began, now).toMillis(), Math::max);
          } else {
            failure.compareAndSet(null, refused);
          }
        });
  }
}

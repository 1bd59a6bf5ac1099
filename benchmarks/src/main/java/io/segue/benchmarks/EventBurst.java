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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes plays of new playlists as events, as fast as Kafka takes them. */
final class EventBurst implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PLAYLIST_LENGTH = 40;

  /**
   * A track of a playlist is played.
   *
   * @param playlist tells the playlists of a burst apart; in Kafka they are new ones
   */
  record Play(int playlist, String track) {}

  /** The last event of a partition. */
  record Last(String playlist, RecordMetadata place) {}

  private final Producer<String, PlaylistEvent> producer;

  private EventBurst(Producer<String, PlaylistEvent> producer) {
    this.producer = producer;
  }

  static EventBurst open(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return new EventBurst(
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).serializer()));
  }

  /** Plays of invented playlists of 40 tracks, which all grow side by side. */
  static List<Play> invented(int events, List<String> tracks) {
    return invented(events, Math.max(1, events / PLAYLIST_LENGTH), tracks);
  }

  /**
   * Plays of invented playlists of 40 tracks.
   *
   * @param atOnce how many of them grow side by side, until they are whole and the next ones begin
   */
  static List<Play> invented(int events, int atOnce, List<String> tracks) {
    int inOneGo = atOnce * PLAYLIST_LENGTH;
    return IntStream.range(0, events)
        .mapToObj(
            i -> {
              int playlist = i / inOneGo * atOnce + i % atOnce;
              int place = i % inOneGo / atOnce;
              return new Play(playlist, tracks.get((place * 7 + playlist) % tracks.size()));
            })
        .toList();
  }

  /**
   * Writes events and waits until the instance, which must be the only one, has applied the last of
   * each partition.
   *
   * @return how many seconds that took
   */
  double write(List<Play> plays, InstanceClient instance) throws InterruptedException {
    long from = System.nanoTime();
    for (Last event : send(newPrefix(), plays)) {
      while (!instance.answersAfter(event.playlist(), "?", event.place())) {
        // The instance has waited; ask again.
      }
    }
    return (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** For playlists that there are not yet. */
  static String newPrefix() {
    return "burst-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  }

  /**
   * Writes events and waits until Kafka has them.
   *
   * @param prefix of the playlists' ids, which go on with the numbers of the plays
   * @return the last of each partition
   * @throws CommandFailedException when Kafka refuses any
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  List<Last> send(String prefix, List<Play> plays) {
    String run = UUID.randomUUID().toString().substring(0, 8);
    Map<Integer, Last> last = new ConcurrentHashMap<>();
    AtomicReference<@Nullable Exception> refusal = new AtomicReference<>();
    for (int i = 0; i < plays.size(); i++) {
      String playlist = prefix + plays.get(i).playlist();
      PlaylistEvent event =
          new PlaylistEvent(
              run + "-" + i,
              playlist,
              null,
              plays.get(i).track(),
              Action.PLAY,
              Clock.systemUTC().instant(),
              "bench");
      producer.send(
          new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), playlist, event),
          (place, failure) -> {
            if (failure == null) {
              last.merge(
                  place.partition(),
                  new Last(playlist, place),
                  (one, other) -> one.place().offset() > other.place().offset() ? one : other);
            } else {
              refusal.set(failure);
            }
          });
    }
    producer.flush();
    if (refusal.get() != null) {
      throw new CommandFailedException("Kafka refuses events: " + refusal.get() + ".");
    }
    return List.copyOf(last.values());
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}

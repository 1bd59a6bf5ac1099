package io.segue.trainer.importing;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topic;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.trainer.files.FingerprintCounts;
import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import io.segue.trainer.files.Reject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends the playlists of a file or folder to Kafka: an ADD event for each entry, in the file's
 * order, and each track's names once.
 *
 * <p>Event ids depend on nothing but playlist, position and track, so importing the same file again
 * changes no playlist. An event's time is that of the playlist's last change where the file tells
 * it (Million Playlist Dataset), else the time at which the import began.
 *
 * <p>Memory: the producer's buffer of 64 MB, and some 20 bytes for each distinct playlist and
 * track.
 *
 * <p>An importer runs one import at a time; {@link #stop()} may be called from any thread.
 */
public final class Importer {

  private static final long BUFFER_BYTES = 64L << 20;
  private static final int BATCH_BYTES = 256 << 10;
  private static final int LINGER_MS = 20;
  private static final int ENTRIES_BETWEEN_CALLS = 512;

  private final Runnable topicCreation;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final AvroSerdes serdes;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * @param replicationFactor of topics that are missing and so created, at least 1, or {@link
   *     TopicAdmin#BROKER_DEFAULT}
   */
  public Importer(Connection connection, short replicationFactor, Clock clock) {
    this(
        () -> TopicAdmin.createMissing(connection, replicationFactor),
        () -> new KafkaProducer<>(producerConfig(connection)),
        connection.serdes(),
        clock);
  }

  Importer(
      Runnable topicCreation,
      Supplier<Producer<byte[], byte[]>> producers,
      AvroSerdes serdes,
      Clock clock) {
    this.topicCreation = topicCreation;
    this.producers = producers;
    this.serdes = serdes;
    this.clock = clock;
  }

  private static Map<String, Object> producerConfig(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "segue-import");
    return config;
  }

  /**
   * Imports the file or folder; creates topics that are missing.
   *
   * @param rejects takes each row that cannot be read
   * @return what was done; incomplete if {@link #stop()} was called
   * @throws BadInputException when a file cannot be read; what was read before has been sent
   * @throws CommandFailedException when Kafka does not take what is sent
   */
  public ImportReport run(Path path, Consumer<Reject> rejects, ImportListener listener) {
    try (PlaylistFile file = PlaylistFile.open(path, rejects)) {
      topicCreation.run();
      try (Producer<byte[], byte[]> producer = producers.get()) {
        return new Run(file, producer, listener).run();
      }
    } catch (KafkaException e) {
      throw notTaken(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes {@link #run} end soon, after what has been sent is acknowledged. */
  public void stop() {
    stopped = true;
  }

  private static CommandFailedException notTaken(Exception cause) {
    return new CommandFailedException(
        "Kafka did not take a record: "
            + cause.getMessage()
            + " Import the file again when that is mended: what was taken before is not doubled.",
        cause);
  }

  /** One run's state. */
  private final class Run {
    private final PlaylistFile file;
    private final Producer<byte[], byte[]> producer;
    private final ImportListener listener;
    private final Serializer<PlaylistEvent> eventSerializer =
        serdes.valueSerde(Topics.PLAYLIST_EVENTS).serializer();
    private final Serializer<Track> trackSerializer = serdes.valueSerde(Topics.TRACKS).serializer();
    private final ImportedEventId eventId = new ImportedEventId();
    private final FingerprintCounts playlists = new FingerprintCounts();
    private final FingerprintCounts tracks = new FingerprintCounts();
    private final AtomicLong acknowledgedEvents = new AtomicLong();
    private final AtomicLong acknowledgedTracks = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Instant began = clock.instant();

    Run(PlaylistFile file, Producer<byte[], byte[]> producer, ImportListener listener) {
      this.file = file;
      this.producer = producer;
      this.listener = listener;
    }

    ImportReport run() {
      try {
        sendAll();
        producer.flush();
        throwFailure();
      } catch (CommandFailedException e) {
        // What is still unsent would be waited for until it expires, to no end.
        producer.close(Duration.ZERO);
        throw e;
      } catch (BadInputException e) {
        producer.flush();
        throw e;
      }
      return new ImportReport(
          file.fileCount(),
          file.formats(),
          playlists.size(),
          acknowledgedEvents.get(),
          acknowledgedTracks.get(),
          file.rejects(),
          Duration.between(began, clock.instant()),
          !stopped);
    }

    private void sendAll() {
      PlaylistEntry entry;
      long sent = 0;
      while (!stopped && (entry = file.next()) != null) {
        sendTrack(entry);
        sendEvent(entry);
        sent++;
        // At once: with the broker gone each further send would wait a minute for it.
        throwFailure();
        if (sent % ENTRIES_BETWEEN_CALLS == 0) {
          listener.advanced(sent, file.progress());
        }
      }
      listener.advanced(sent, file.progress());
    }

    private void sendTrack(PlaylistEntry entry) {
      PlaylistEntry.TrackNames names = entry.track();
      if (names == null || tracks.countedBefore(entry.trackId()) > 0) {
        return;
      }
      Track track =
          new Track(
              entry.trackId(), names.title(), names.artist(), names.album(), names.durationMs());
      send(Topics.TRACKS, trackSerializer, entry.trackId(), track, acknowledgedTracks);
    }

    private void sendEvent(PlaylistEntry entry) {
      playlists.countedBefore(entry.playlistId());
      Instant occurredAt = entry.modifiedAt() == null ? began : entry.modifiedAt();
      PlaylistEvent event =
          new PlaylistEvent(
              eventId.of(entry.playlistId(), entry.position(), entry.trackId()),
              entry.playlistId(),
              entry.userId(),
              entry.trackId(),
              Action.ADD,
              occurredAt,
              "import of " + file.currentFile().getFileName());
      send(Topics.PLAYLIST_EVENTS, eventSerializer, entry.playlistId(), event, acknowledgedEvents);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private <V extends SpecificRecord> void send(
        Topic<V> topic, Serializer<V> serializer, String key, V value, AtomicLong acknowledged) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic.name(),
              key.getBytes(StandardCharsets.UTF_8),
              serializer.serialize(topic.name(), value));
      producer.send(
          record,
          (metadata, exception) -> {
            if (exception == null) {
              acknowledged.incrementAndGet();
            } else {
              failure.compareAndSet(null, exception);
            }
          });
    }

    private void throwFailure() {
      Exception first = failure.get();
      if (first != null) {
        throw notTaken(first);
      }
    }
  }
}

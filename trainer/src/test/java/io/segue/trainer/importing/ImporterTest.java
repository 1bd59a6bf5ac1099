package io.segue.trainer.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.EventRules;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.Topic;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.trainer.files.Format;
import io.segue.trainer.files.RealData;
import io.segue.trainer.files.Reject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final AvroSerdes SERDES = AvroSerdes.from(Map.of());

  @TempDir private Path folder;

  private final List<Reject> rejects = new ArrayList<>();
  private int topicCreations;

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Importer importer(MockProducer<byte[], byte[]> producer, Instant now) {
    return new Importer(
        () -> topicCreations++, () -> producer, SERDES, Clock.fixed(now, ZoneOffset.UTC));
  }

  private MockProducer<byte[], byte[]> imported(Path path, Instant now) {
    MockProducer<byte[], byte[]> producer = producer(true);
    importer(producer, now).run(path, rejects::add, ImportListener.NONE);
    return producer;
  }

  private static <V extends SpecificRecord> List<V> values(
      MockProducer<byte[], byte[]> producer, Topic<V> topic) {
    Deserializer<V> deserializer = SERDES.valueSerde(topic).deserializer();
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic.name()))
        .map(record -> deserializer.deserialize(topic.name(), record.value()))
        .toList();
  }

  private static Map<String, PlaylistState> playlists(List<PlaylistEvent> events) {
    PlaylistHistory history = new PlaylistHistory(PlaylistHistory.TRACKS_MAX_DEFAULT);
    Map<String, PlaylistState> playlists = new HashMap<>();
    for (PlaylistEvent event : events) {
      playlists.compute(event.getPlaylistId(), (id, before) -> history.apply(before, event));
    }
    return playlists;
  }

  private Path csv() throws IOException {
    return Files.writeString(
        folder.resolve("lists.csv"),
        """
        "user_id", "artistname", "trackname", "playlistname"
        "u1","Nora","Rain","Mornings"
        "u1","Ivo","Tram","Mornings"
        "u1","oops","Mornings"
        "u2","Nora","Rain","Evenings"
        "u1","Nora","Rain","Mornings"
        """);
  }

  @Test
  void eventsAndTracksAreSentUnderTheirKeysAndCounted() throws IOException {
    MockProducer<byte[], byte[]> producer = producer(true);
    List<Double> shares = new ArrayList<>();
    ImportReport report =
        importer(producer, NOW).run(csv(), rejects::add, (events, share) -> shares.add(share));

    assertThat(report.events()).isEqualTo(4);
    assertThat(report.playlists()).isEqualTo(2);
    assertThat(report.tracks()).isEqualTo(2);
    assertThat(report.rejects()).isEqualTo(1);
    assertThat(report.files()).isEqualTo(1);
    assertThat(report.formats()).containsExactly(Format.CSV);
    assertThat(report.complete()).isTrue();
    assertThat(rejects).singleElement().satisfies(r -> assertThat(r.row()).isEqualTo(4));
    assertThat(shares).endsWith(1.0);
    assertThat(topicCreations).isEqualTo(1);
    assertThat(producer.closed()).isTrue();

    assertThat(values(producer, Topics.TRACKS))
        .containsExactly(
            new Track("Nora|||Rain", "Rain", "Nora", null, null),
            new Track("Ivo|||Tram", "Tram", "Ivo", null, null));
    List<PlaylistEvent> events = values(producer, Topics.PLAYLIST_EVENTS);
    assertThat(events.get(0))
        .satisfies(
            e -> {
              assertThat(e.getPlaylistId()).isEqualTo("u1-Mornings");
              assertThat(e.getUserId()).isEqualTo("u1");
              assertThat(e.getTrackId()).isEqualTo("Nora|||Rain");
              assertThat(e.getAction()).isEqualTo(Action.ADD);
              assertThat(e.getOccurredAt()).isEqualTo(NOW);
              assertThat(e.getSource()).isEqualTo("import of lists.csv");
            });
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (record.topic().equals(Topics.PLAYLIST_EVENTS.name())) {
        PlaylistEvent event =
            SERDES
                .valueSerde(Topics.PLAYLIST_EVENTS)
                .deserializer()
                .deserialize(record.topic(), record.value());
        EventRules.check(new String(record.key(), StandardCharsets.UTF_8), event);
      }
    }
    assertThat(Objects.requireNonNull(playlists(events).get("u1-Mornings")).getTracks())
        .containsExactly("Nora|||Rain", "Ivo|||Tram", "Nora|||Rain");
  }

  @Test
  void secondImportChangesNoPlaylistWhateverTheClockSays() throws IOException {
    List<PlaylistEvent> first = values(imported(csv(), NOW), Topics.PLAYLIST_EVENTS);
    List<PlaylistEvent> both = new ArrayList<>(first);
    both.addAll(values(imported(csv(), NOW.plusSeconds(99)), Topics.PLAYLIST_EVENTS));
    assertThat(playlists(both)).isEqualTo(playlists(first));
  }

  @Test
  void secondImportOfTheTutorialsFileChangesNoPlaylist() {
    Path path = RealData.path("spotify-playlists-first-10000.csv");
    List<PlaylistEvent> first = values(imported(path, NOW), Topics.PLAYLIST_EVENTS);
    List<PlaylistEvent> both = new ArrayList<>(first);
    both.addAll(values(imported(path, NOW.plusSeconds(99)), Topics.PLAYLIST_EVENTS));
    assertThat(first).hasSize(10_000);
    assertThat(playlists(both)).isEqualTo(playlists(first));
  }

  @Test
  void timeIsThePlaylistsWhereTheFileTellsIt() throws IOException {
    Path slice =
        Files.writeString(
            folder.resolve("slice.json"),
            """
            {"playlists": [{"pid": 1, "modified_at": 1493424000, "tracks": [
              {"track_uri": "t", "track_name": "T", "artist_name": "A", "album_name": "L",
               "duration_ms": 5}]}]}
            """);
    MockProducer<byte[], byte[]> producer = imported(slice, NOW);
    assertThat(values(producer, Topics.PLAYLIST_EVENTS))
        .singleElement()
        .satisfies(e -> assertThat(e.getOccurredAt()).isEqualTo("2017-04-29T00:00:00Z"));
    assertThat(values(producer, Topics.TRACKS)).containsExactly(new Track("t", "T", "A", "L", 5L));
  }

  @Test
  void sequencesHaveNoNamesToSend() throws IOException {
    MockProducer<byte[], byte[]> producer =
        imported(Files.writeString(folder.resolve("s.txt"), "1 2\n2 2\n"), NOW);
    assertThat(values(producer, Topics.TRACKS)).isEmpty();
    List<PlaylistEvent> events = values(producer, Topics.PLAYLIST_EVENTS);
    assertThat(events).hasSize(4).extracting(PlaylistEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void aFileInNoKnownFormatIsToldBeforeAnythingIsSent() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "price\n1\n");
    MockProducer<byte[], byte[]> producer = producer(true);
    assertThatThrownBy(() -> importer(producer, NOW).run(file, rejects::add, ImportListener.NONE))
        .isInstanceOf(BadInputException.class);
    assertThat(topicCreations).isZero();
  }

  @Test
  void aRecordThatKafkaDoesNotTakeFailsTheImport() throws IOException {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void flush() {
            errorNext(new RecordTooLargeException("too large."));
            super.flush();
          }
        };
    Path file = csv();
    assertThatThrownBy(() -> importer(producer, NOW).run(file, rejects::add, ImportListener.NONE))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContainingAll("too large", "again");
  }

  @Test
  void nothingMoreIsSentAfterAFailure() throws IOException {
    AtomicInteger sends = new AtomicInteger();
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            sends.incrementAndGet();
            TimeoutException expired = new TimeoutException("expired.");
            callback.onCompletion(null, expired);
            return CompletableFuture.failedFuture(expired);
          }
        };
    Path file = Files.writeString(folder.resolve("s.txt"), "1 2 3\n".repeat(100));
    assertThatThrownBy(() -> importer(producer, NOW).run(file, rejects::add, ImportListener.NONE))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expired");
    assertThat(sends).hasValue(1);
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aStoppedImportSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("s.txt"), "1 2 3 4 5 6 7 8\n".repeat(1_000));
    Importer importer = importer(producer(true), NOW);
    ImportReport report = importer.run(file, rejects::add, (events, share) -> importer.stop());
    assertThat(report.complete()).isFalse();
    assertThat(report.events()).isPositive().isLessThan(8_000);
  }
}

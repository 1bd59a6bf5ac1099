package io.segue.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.BadInputException;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.trainer.online.ShownTracks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaDatasetReaderTest {

  private static final String EVENTS = Topics.PLAYLIST_EVENTS.name();
  private static final String TRACKS = Topics.TRACKS.name();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AvroSerdes serdes = AvroSerdes.from(Map.of());
  private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> log = new HashMap<>();

  @Test
  void foldsEventsAsTheStreamsAppDoes() {
    for (int p = 0; p < 10; p++) {
      for (String track : List.of("a", "b", "c")) {
        event(p % 2, "p" + p, track, Action.ADD, p + track);
      }
    }
    event(0, "p0", "d", Action.PLAY, "1");
    event(0, "p0", "d", Action.PLAY, "1");
    event(0, "p0", "b", Action.REMOVE, "2");
    event(0, "p0", "e", Action.SKIP, "3");
    Dataset dataset = read();
    assertThat(dataset.playlists().size()).isEqualTo(10);
    assertThat(tracks(dataset, 0)).containsExactly("a", "c", "d");
    assertThat(tracks(dataset, 1)).containsExactly("a", "b", "c");
    assertThat(dataset.reference().getSource()).isEqualTo("playlist-events");
    assertThat(dataset.reference().getRanges())
        .containsExactly(new OffsetRange(0, 0L, 19L), new OffsetRange(1, 0L, 15L));
  }

  @Test
  void passesOverRecordsThatAreNoEvents() {
    for (int p = 0; p < 10; p++) {
      for (String track : List.of("a", "b", "c")) {
        event(0, "p" + p, track, Action.ADD, track);
      }
    }
    append(new TopicPartition(EVENTS, 0), "p0", "rubbish".getBytes(StandardCharsets.UTF_8));
    event(0, "p0", "", Action.ADD, "no track");
    Dataset dataset = read();
    assertThat(dataset.reference().getEvents()).isEqualTo(30);
  }

  @Test
  void takesTheArtistsFromTheTracks() {
    for (int p = 0; p < 10; p++) {
      for (String track : List.of("a", "b", "c")) {
        event(0, "p" + p, track, Action.ADD, track);
      }
    }
    track("a", "Nobody");
    track("a", "Nina");
    track("b", "Bob");
    append(new TopicPartition(TRACKS, 0), "b", null);
    Dataset dataset = read();
    assertThat(dataset.artists().size()).isEqualTo(1);
    assertThat(dataset.artists().id(dataset.artistOf()[dataset.tracks().indexOf("a")]))
        .isEqualTo("Nina");
    assertThat(dataset.artistOf()[dataset.tracks().indexOf("b")]).isEqualTo(-1);
  }

  @Test
  void saysSoWhenTheTopicIsMissing() {
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("The topic playlist-events does not exist");
  }

  @Test
  void saysSoWhenTheTopicIsEmpty() {
    log.put(new TopicPartition(EVENTS, 0), new ArrayList<>());
    assertThatThrownBy(this::read)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("playlist-events holds no playlists");
  }

  @Test
  void playsThatFollowedARecommendationCountByWhereTheTrackWasShown() {
    List<ServedRecommendations> answers = new ArrayList<>();
    int playlists = 2 * 120;
    for (int p = 0; p < playlists; p++) {
      for (String track : List.of("a", "b")) {
        event(0, "p" + p, track, Action.ADD, track);
      }
      // The explored track is at rank 1 or 4 by turns, and followed four times as often at rank 1.
      int explored = p % 2 == 0 ? 1 : 4;
      boolean followed = p % 2 == 0 || p % 8 == 1;
      answers.add(answer("p" + p, atMs(3L * p + 1) + 1, explored));
      event(0, "p" + p, followed ? "explored" : "other", Action.PLAY, "2");
    }
    ShownTracks shown = ShownTracks.of(answers);
    Dataset dataset = read(shown);

    assertThat(shown.bias().exponent()).isCloseTo(1, within(0.01));
    float[] weights = dataset.playlists().weights();
    // Of 150 plays that followed, 120 at rank 1 and 30 at rank 4: 1 and 4, by their mean of 1.6.
    assertThat(weights).hasSize(3 * playlists);
    int rank1 = dataset.playlists().offsets()[playlist("p0", playlists)] + 2;
    int rank4 = dataset.playlists().offsets()[playlist("p1", playlists)] + 2;
    assertThat(weights[rank1]).isCloseTo(1 / 1.6f, within(0.01f));
    assertThat(weights[rank4]).isCloseTo(4 / 1.6f, within(0.05f));
    assertThat(weights[rank1 - 1]).isOne();
  }

  @Test
  void withoutPlaysOfExploredTracksNothingIsWeighed() {
    for (int p = 0; p < 10; p++) {
      for (String track : List.of("a", "b", "c")) {
        event(0, "p" + p, track, Action.ADD, track);
      }
    }
    assertThat(read().playlists().weights()).isEmpty();
  }

  /** Playlists are in the order of their ids. */
  private static int playlist(String id, int playlists) {
    return IntStream.range(0, playlists).mapToObj(p -> "p" + p).sorted().toList().indexOf(id);
  }

  /** Four tracks, of which one explores; between a playlist's second event and its third. */
  private static ServedRecommendations answer(String playlist, long atMs, int explored) {
    return new ServedRecommendations(
        Instant.ofEpochMilli(atMs),
        playlist,
        2,
        "v1",
        false,
        "host:1",
        1.0,
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                rank ->
                    rank == explored
                        ? new ServedTrack("explored", "fresh", 0.1)
                        : new ServedTrack("ranked" + rank, "ranked", 0.5))
            .toList());
  }

  private Dataset read() {
    return read(ShownTracks.none());
  }

  private Dataset read(ShownTracks shown) {
    try (MockConsumer<String, byte[]> consumer = consumer()) {
      return new KafkaDatasetReader(
              new PartitionReader<>(consumer),
              serdes.valueSerde(Topics.PLAYLIST_EVENTS).deserializer(),
              serdes.valueSerde(Topics.TRACKS).deserializer())
          .read(DatasetSettings.DEFAULT, shown, PATIENCE);
    }
  }

  /** Gives, at each poll, the records of the partitions that are being read then. */
  private MockConsumer<String, byte[]> consumer() {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    Map<String, List<PartitionInfo>> infos = new HashMap<>();
    log.forEach(
        (partition, records) -> {
          infos
              .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
              .add(
                  new PartitionInfo(
                      partition.topic(),
                      partition.partition(),
                      Node.noNode(),
                      new Node[0],
                      new Node[0]));
          consumer.updateBeginningOffsets(Map.of(partition, 0L));
          consumer.updateEndOffsets(Map.of(partition, (long) records.size()));
        });
    infos.forEach(consumer::updatePartitions);
    for (int poll = 0; poll < 2; poll++) {
      consumer.schedulePollTask(
          () ->
              consumer
                  .assignment()
                  .forEach(p -> log.getOrDefault(p, List.of()).forEach(consumer::addRecord)));
    }
    return consumer;
  }

  private static List<String> tracks(Dataset dataset, int playlist) {
    List<String> tracks = new ArrayList<>();
    for (int i = dataset.playlists().offsets()[playlist];
        i < dataset.playlists().offsets()[playlist + 1];
        i++) {
      tracks.add(dataset.tracks().id(dataset.playlists().tokens()[i]));
    }
    return tracks;
  }

  private void event(int partition, String playlist, String track, Action action, String id) {
    PlaylistEvent event =
        PlaylistEvent.newBuilder()
            .setEventId(id)
            .setPlaylistId(playlist)
            .setTrackId(track)
            .setAction(action)
            .setOccurredAt(Instant.EPOCH)
            .build();
    append(
        new TopicPartition(EVENTS, partition),
        playlist,
        serdes.valueSerde(Topics.PLAYLIST_EVENTS).serializer().serialize(EVENTS, event));
  }

  private void track(String id, String artist) {
    append(
        new TopicPartition(TRACKS, 0),
        id,
        serdes
            .valueSerde(Topics.TRACKS)
            .serializer()
            .serialize(TRACKS, new Track(id, "title", artist, null, null)));
  }

  @SuppressWarnings("NullAway") // a tombstone has no value
  private void append(TopicPartition partition, String key, byte @Nullable [] value) {
    List<ConsumerRecord<String, byte[]>> records =
        log.computeIfAbsent(partition, p -> new ArrayList<>());
    records.add(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            records.size(),
            atMs(records.size()),
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  /** When the record at an offset was written. */
  private static long atMs(long offset) {
    return 1_000 * offset;
  }
}

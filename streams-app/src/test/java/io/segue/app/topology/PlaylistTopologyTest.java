package io.segue.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.rules.LearningGate;
import io.segue.app.rules.LearningSettings;
import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.StoredPlaylist;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistTopologyTest {

  private static final int TRACKS_MAX = 3;
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] GARBAGE = "not avro".getBytes(StandardCharsets.UTF_8);

  private static final class CountedFaults implements StreamFaults {
    int undecodable;
    int invalid;

    @Override
    public void undecodable() {
      undecodable++;
    }

    @Override
    public void invalid() {
      invalid++;
    }
  }

  private final AvroSerdes serdes = AvroSerdes.from(Map.of());
  private final Serializer<PlaylistEvent> eventWriter =
      serdes.valueSerde(Topics.PLAYLIST_EVENTS).serializer();
  private final Serializer<Track> trackWriter = serdes.valueSerde(Topics.TRACKS).serializer();
  private final CountedFaults faults = new CountedFaults();
  private final PlaylistProgress progress = new PlaylistProgress();

  @TempDir private Path stateDir;
  private int unreadableTracks;
  private int eventNumber;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestInputTopic<byte[], byte[]> tracks;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void startTheTopology() {
    Properties properties =
        StreamsProperties.build(
            Connection.to("unused:9092"),
            "segue-test",
            "localhost:1",
            stateDir,
            1,
            TRACKS_MAX,
            faults);
    // With transactions the driver throws uncommitted records away, dead letters among them.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver =
        new TopologyTestDriver(
            PlaylistTopology.buildTopology(
                new TopologySettings(TRACKS_MAX, serdes, LearningSettings.OFF),
                progress,
                LearningGate.OPEN,
                () -> unreadableTracks++,
                () -> AppliedEvents.all(List.of())),
            properties,
            NOON);
    events = input(Topics.PLAYLIST_EVENTS.name());
    tracks = input(Topics.TRACKS.name());
    deadLetters =
        driver.createOutputTopic(
            Topics.PLAYLIST_EVENTS_DLQ, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stopTheTopology() {
    driver.close();
  }

  @Test
  void addAndPlayAppendInOrderOfArrival() {
    send("p", Action.ADD, "a");
    send("p", Action.PLAY, "b");
    send("p", Action.ADD, "a");

    assertThat(playlist("p").getTracks()).containsExactly("a", "b", "a");
    assertThat(playlist("p").getEventCount()).isEqualTo(3);
  }

  @Test
  void aLateEventCountsWhenItArrives() {
    send("p", event("e1", "p", Action.ADD, "a", NOON));
    send("p", event("e2", "p", Action.ADD, "b", NOON.minusSeconds(3_600)));

    assertThat(playlist("p").getTracks()).containsExactly("a", "b");
  }

  @Test
  void removeTakesTheLatestOccurrenceOut() {
    send("p", Action.ADD, "a");
    send("p", Action.ADD, "b");
    send("p", Action.ADD, "a");
    send("p", Action.REMOVE, "a");

    assertThat(playlist("p").getTracks()).containsExactly("a", "b");
  }

  @Test
  void skippedTracksAreRememberedUntilTheyAreAdded() {
    send("p", Action.SKIP, "a");
    send("p", Action.SKIP, "b");
    send("p", Action.ADD, "a");

    assertThat(playlist("p").getSkipped()).containsExactly("b");
    assertThat(playlist("p").getTracks()).containsExactly("a");
  }

  @Test
  void anEventThatArrivesTwiceCountsOnce() {
    PlaylistEvent event = event("same", "p", Action.ADD, "a", NOON);
    send("p", event);
    send("p", event);

    assertThat(playlist("p").getTracks()).containsExactly("a");
    assertThat(playlist("p").getEventCount()).isEqualTo(1);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void theOldestTracksGiveWayWhenAPlaylistIsFull() {
    for (String track : new String[] {"a", "b", "c", "d"}) {
      send("p", Action.ADD, track);
    }

    assertThat(playlist("p").getTracks()).containsExactly("b", "c", "d");
  }

  @Test
  void playlistsDoNotMix() {
    send("p", Action.ADD, "a");
    send("q", Action.ADD, "b");

    assertThat(playlist("p").getTracks()).containsExactly("a");
    assertThat(playlist("q").getTracks()).containsExactly("b");
  }

  @Test
  void garbageBecomesADeadLetterWithItsCauseAndTheStreamGoesOn() {
    send("p", Action.ADD, "a");
    events.pipeInput(bytes("p"), GARBAGE);
    send("p", Action.ADD, "b");

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo(GARBAGE);
    assertThat(letter.key()).isEqualTo(bytes("p"));
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo(Topics.PLAYLIST_EVENTS.name());
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("1");
    assertThat(header(letter, "__streams.errors.exception")).contains("SerializationException");
    assertThat(faults.undecodable).isEqualTo(1);
    assertThat(playlist("p").getTracks()).containsExactly("a", "b");
  }

  @Test
  void anEventUnderAnotherPlaylistsKeyBecomesADeadLetter() {
    send("q", event("e1", "p", Action.ADD, "a", NOON));

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(header(letter, "__streams.errors.message")).contains("differs");
    assertThat(faults.invalid).isEqualTo(1);
    assertThat(state("p")).isNull();
    assertThat(state("q")).isNull();
  }

  @Test
  void anEventWithoutAKeyBecomesADeadLetter() {
    send(null, event("e1", "p", Action.ADD, "a", NOON));

    assertThat(header(deadLetters.readRecord(), "__streams.errors.message")).contains("no key");
    assertThat(state("p")).isNull();
  }

  @Test
  void aRecordWithoutAValueBecomesADeadLetter() {
    send("p", Action.ADD, "a");
    events.pipeInput(new TestRecord<>(bytes("p"), null));

    assertThat(header(deadLetters.readRecord(), "__streams.errors.message")).contains("no value");
    assertThat(playlist("p").getTracks()).containsExactly("a");
  }

  @Test
  void anIdWithAControlCharacterBecomesADeadLetter() {
    send("p", Action.ADD, "a\u0000b");

    assertThat(header(deadLetters.readRecord(), "__streams.errors.message"))
        .contains("control character");
    assertThat(faults.invalid).isEqualTo(1);
  }

  @Test
  void anActionOfALaterVersionBecomesADeadLetter() {
    send("p", Action.UNKNOWN, "a");

    assertThat(deadLetters.isEmpty()).isFalse();
    assertThat(state("p")).isNull();
  }

  @Test
  void progressFollowsEveryRecordAlsoTheInvalidOnes() {
    send("p", Action.ADD, "a");
    send(null, event("e1", "p", Action.ADD, "b", NOON));

    PlaylistProgress.Position position = progress.of(0);
    assertThat(position).extracting(PlaylistProgress.Position::offset).isEqualTo(1L);
  }

  @Test
  void tracksAreKeptReplacedAndRemoved() {
    sendTrack("t1", "One");
    sendTrack("t2", "Two");
    sendTrack("t1", "One (remastered)");
    tracks.pipeInput(new TestRecord<>(bytes("t2"), null));

    assertThat(track("t1")).extracting(Track::getTitle).isEqualTo("One (remastered)");
    assertThat(track("t2")).isNull();
  }

  @Test
  void aTrackThatCannotBeReadIsCountedAndTheOthersStay() {
    sendTrack("t1", "One");
    tracks.pipeInput(bytes("t1"), GARBAGE);
    tracks.pipeInput(bytes("t3"), GARBAGE);
    sendTrack("t2", "Two");

    assertThat(unreadableTracks).isEqualTo(2);
    assertThat(track("t1")).extracting(Track::getTitle).isEqualTo("One");
    assertThat(track("t2")).extracting(Track::getTitle).isEqualTo("Two");
    assertThat(track("t3")).isNull();
  }

  @Test
  void everyNodeAndStoreHasAName() {
    String description =
        PlaylistTopology.buildTopology(
                new TopologySettings(TRACKS_MAX, serdes, LearningSettings.on()),
                progress,
                LearningGate.OPEN,
                () -> {},
                () -> AppliedEvents.all(List.of()))
            .describe()
            .toString();

    assertThat(description)
        .contains("playlist-events-source", "playlist-fold", "tracks-source", "tracks-fill")
        .contains("successors-repartition", "successors-fold", "track-successors-sink")
        .doesNotContain("KSTREAM", "KTABLE", "0000000");
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(String playlistId, Action action, String trackId) {
    send(playlistId, event("event " + eventNumber++, playlistId, action, trackId, NOON));
  }

  private void send(@Nullable String key, PlaylistEvent event) {
    events.pipeInput(
        new TestRecord<>(
            key == null ? null : bytes(key),
            eventWriter.serialize(Topics.PLAYLIST_EVENTS.name(), event)));
  }

  private void sendTrack(String trackId, String title) {
    tracks.pipeInput(
        bytes(trackId),
        trackWriter.serialize(
            Topics.TRACKS.name(), new Track(trackId, title, "Someone", null, null)));
  }

  private static PlaylistEvent event(
      String eventId, String playlistId, Action action, String trackId, Instant at) {
    return new PlaylistEvent(eventId, playlistId, null, trackId, action, at, null);
  }

  private PlaylistState playlist(String id) {
    return Objects.requireNonNull(state(id), () -> "there is no playlist " + id);
  }

  private @Nullable PlaylistState state(String id) {
    KeyValueStore<String, StoredPlaylist> store =
        driver.getKeyValueStore(PlaylistTopology.PLAYLISTS_STORE);
    StoredPlaylist playlist = store.get(id);
    return playlist == null ? null : playlist.state();
  }

  private @Nullable Track track(String id) {
    KeyValueStore<String, Track> store = driver.getKeyValueStore(PlaylistTopology.TRACKS_STORE);
    return store.get(id);
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

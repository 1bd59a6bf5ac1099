package io.segue.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.app.topology.AppliedEvents;
import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.app.topology.StreamFaults;
import io.segue.app.topology.StreamsProperties;
import io.segue.app.topology.TopologySettings;
import io.segue.recommender.live.LatentSpace;
import io.segue.recommender.live.LiveOccurrence;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.retrieval.RuleSettings;
import io.segue.recommender.retrieval.SequenceRules;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorTable;
import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.Successions;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.SuccessorOccurrence;
import io.segue.schemas.Topics;
import io.segue.schemas.TrackSuccessors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topology learns, beside what the same classes learn of the same events offline. */
class LearningTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int STEPS = 3;
  private static final int TRACKS = 30;
  private static final int PLAYLISTS = 40;
  private static final StreamFaults NO_FAULTS =
      new StreamFaults() {
        @Override
        public void undecodable() {
          throw new AssertionError("an undecodable record");
        }

        @Override
        public void invalid() {
          throw new AssertionError("an invalid event");
        }
      };

  private final AvroSerdes serdes = AvroSerdes.from(Map.of());
  private final LearningSettings learning = LearningSettings.of(STEPS, 168);

  @TempDir private Path stateDir;
  private boolean gateOpen = true;
  private TopologyTestDriver driver;
  private TestInputTopic<String, PlaylistEvent> events;
  private TestOutputTopic<String, TrackSuccessors> announcements;

  @BeforeEach
  void startTheTopology() {
    Properties properties =
        StreamsProperties.build(
            Connection.to("unused:9092"), "segue-test", "localhost:1", stateDir, 1, 100, NO_FAULTS);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver =
        new TopologyTestDriver(
            PlaylistTopology.buildTopology(
                new TopologySettings(100, serdes, learning),
                new PlaylistProgress(),
                (partition, offset) -> gateOpen,
                () -> {},
                () -> AppliedEvents.all(List.of())),
            properties,
            NOON);
    events =
        driver.createInputTopic(
            Topics.PLAYLIST_EVENTS.name(),
            new StringSerializer(),
            serdes.valueSerde(Topics.PLAYLIST_EVENTS).serializer(),
            NOON,
            Duration.ZERO);
    announcements =
        driver.createOutputTopic(
            Topics.TRACK_SUCCESSORS.name(),
            new StringDeserializer(),
            serdes.valueSerde(Topics.TRACK_SUCCESSORS).deserializer());
  }

  @AfterEach
  void stopTheTopology() {
    driver.close();
  }

  @Test
  void theStoreHoldsWhatAReplayOfTheEventsLearnsEntryByEntry() {
    Map<String, TrackSuccessors> replayed = new HashMap<>();
    Map<String, PlaylistState> playlists = new HashMap<>();
    PlaylistHistory history = new PlaylistHistory(100);
    SuccessorHistory successors = learning.history();
    List<PlaylistEvent> sent = invented(7, Action.ADD, Action.PLAY, Action.SKIP, Action.REMOVE);
    for (int offset = 0; offset < sent.size(); offset++) {
      PlaylistEvent event = sent.get(offset);
      events.pipeInput(event.getPlaylistId(), event);
      PlaylistState before = playlists.get(event.getPlaylistId());
      Successions.Place place = new Successions.Place(0, offset, NOON.toEpochMilli());
      for (Successions.Told told : Successions.of(before, event, STEPS, place)) {
        replayed.merge(
            told.track(),
            successors.apply(null, told.succession()),
            (kept, first) -> successors.apply(kept, told.succession()));
      }
      playlists.put(event.getPlaylistId(), history.apply(before, event));
    }

    Map<String, TrackSuccessors> learnt = store();
    assertThat(learnt.keySet()).isEqualTo(replayed.keySet());
    learnt.forEach(
        (track, kept) -> {
          TrackSuccessors expected = Objects.requireNonNull(replayed.get(track));
          assertThat(kept.getSuccessors()).isEqualTo(expected.getSuccessors());
          assertThat(kept.getOccurrences()).isEqualTo(expected.getOccurrences());
        });
  }

  @Test
  void rulesLearntLiveAreThoseReadOffAnIndexOfTheSamePlaylistsEntryByEntry() {
    List<PlaylistEvent> sent = invented(3, Action.ADD, Action.PLAY);
    sent.forEach(event -> events.pipeInput(event.getPlaylistId(), event));
    SessionIndex offline = new SessionIndex(sessions(sent), TRACKS, 1_000);
    SessionIndex empty = new SessionIndex(Sessions.of(), TRACKS, 1_000);
    LiveSegment live = segment(store());

    for (int first = 0; first < TRACKS; first++) {
      int[] playlist = {first, (first * 7 + 1) % TRACKS, (first * 3 + 2) % TRACKS};
      CandidateTable expected = rules(offline, playlist, LiveEvidence.NONE);
      CandidateTable found = rules(empty, playlist, live);
      assertThat(found.size()).isEqualTo(expected.size()).isPositive();
      for (int slot = 0; slot < expected.size(); slot++) {
        int there = found.find(expected.track(slot));
        for (int column = 0; column < 3; column++) {
          assertThat(found.score(column, there))
              .isCloseTo(expected.score(column, slot), within(1e-4f));
        }
      }
    }
  }

  @Test
  void aTrackIsAnnouncedAtOnceAndThenOnceASecondAtMost() {
    List<String> playlists = List.of("p", "q", "r", "s");
    for (String playlist : playlists) {
      add(playlist, "a");
      add(playlist, "b");
    }
    assertThat(announcements.readKeyValuesToList()).hasSize(1);

    driver.advanceWallClockTime(SuccessorProcessor.PAUSE);
    List<KeyValue<String, TrackSuccessors>> later = announcements.readKeyValuesToList();
    assertThat(later).hasSize(1);
    assertThat(later.get(0).key).isEqualTo("a");
    assertThat(later.get(0).value.getOccurrences()).hasSize(playlists.size());

    driver.advanceWallClockTime(SuccessorProcessor.PAUSE);
    assertThat(announcements.isEmpty()).isTrue();
  }

  @Test
  void inNoSecondIsATrackAnnouncedTwiceHoweverItsEventsFall() {
    Map<Long, Integer> perSecond = new HashMap<>();
    long start = Math.floorMod("a".hashCode(), 1_000);
    Random random = new Random(5);
    int playlists = 0;
    for (int i = 0; i < 400; i++) {
      if (random.nextInt(3) > 0) {
        String playlist = "p" + playlists++;
        add(playlist, "a");
        add(playlist, "b");
      }
      driver.advanceWallClockTime(Duration.ofMillis(random.nextInt(300)));
      announcements
          .readRecordsToList()
          .forEach(
              record -> perSecond.merge((record.timestamp() + start) / 1_000, 1, Integer::sum));
    }
    driver.advanceWallClockTime(SuccessorProcessor.PAUSE);

    assertThat(perSecond.values()).containsOnly(1).hasSizeGreaterThan(40);
    assertThat(Objects.requireNonNull(store().get("a")).getAnnounced()).isTrue();
  }

  @Test
  void duplicatesAndWhatTheGateKeepsOutTeachNothing() {
    add("p", "a");
    PlaylistEvent event = event("same", "p", Action.ADD, "b");
    events.pipeInput("p", event);
    events.pipeInput("p", event);
    gateOpen = false;
    add("p", "c");

    assertThat(store().keySet()).containsExactly("a");
    assertThat(Objects.requireNonNull(store().get("a")).getOccurrences()).hasSize(1);
  }

  private static CandidateTable rules(SessionIndex index, int[] playlist, LiveEvidence live) {
    CandidateTable table = new CandidateTable(5);
    Query query = new Query(10);
    query.read(playlist, 0, playlist.length, live);
    new SequenceRules(index, new RuleSettings(10, 1_000, STEPS, 0.5, 0.8, 0))
        .propose(query, table, 0);
    return table;
  }

  private static LiveSegment segment(Map<String, TrackSuccessors> store) {
    LiveSegment segment =
        new LiveSegment(
            new LatentSpace(
                TRACKS,
                id -> Integer.parseInt(id.substring(1)),
                new VectorTable(0, 4),
                id -> -1,
                artist -> null,
                5,
                0.5f),
            LiveSettings.DEFAULT);
    store.forEach(
        (track, kept) -> {
          List<LiveOccurrence> occurrences = new ArrayList<>();
          for (SuccessorOccurrence occurrence : kept.getOccurrences()) {
            occurrences.add(
                new LiveOccurrence(
                    kept.getSuccessors().get(occurrence.getSuccessor()),
                    occurrence.getDistance(),
                    occurrence.getPlaylist(),
                    occurrence.getAt()));
          }
          segment.replace(track, occurrences);
        });
    return segment;
  }

  private static Sessions sessions(List<PlaylistEvent> events) {
    Map<String, List<Integer>> playlists = new HashMap<>();
    for (PlaylistEvent event : events) {
      playlists
          .computeIfAbsent(event.getPlaylistId(), id -> new ArrayList<>())
          .add(Integer.parseInt(event.getTrackId().substring(1)));
    }
    return Sessions.of(
        playlists.values().stream()
            .map(tracks -> tracks.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  /** Events of playlists side by side, few enough for nothing to give way. */
  private static List<PlaylistEvent> invented(long seed, Action... actions) {
    Random random = new Random(seed);
    List<PlaylistEvent> events = new ArrayList<>();
    for (int i = 0; i < 6 * PLAYLISTS; i++) {
      Action action = actions[random.nextInt(actions.length)];
      events.add(
          event("e" + i, "p" + random.nextInt(PLAYLISTS), action, "t" + random.nextInt(TRACKS)));
    }
    return events;
  }

  private void add(String playlist, String track) {
    events.pipeInput(playlist, event(playlist + track, playlist, Action.ADD, track));
  }

  private static PlaylistEvent event(String id, String playlist, Action action, String track) {
    return new PlaylistEvent(id, playlist, null, track, action, NOON, null);
  }

  private Map<String, TrackSuccessors> store() {
    KeyValueStore<String, TrackSuccessors> store =
        driver.getKeyValueStore(PlaylistTopology.SUCCESSORS_STORE);
    Map<String, TrackSuccessors> all = new HashMap<>();
    try (KeyValueIterator<String, TrackSuccessors> entries = store.all()) {
      entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
    }
    return all;
  }
}

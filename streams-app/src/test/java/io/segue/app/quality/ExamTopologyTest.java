package io.segue.app.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServedIndexes;
import io.segue.app.rules.LearningGate;
import io.segue.app.rules.LearningSettings;
import io.segue.app.topology.PlaylistProgress;
import io.segue.app.topology.PlaylistTopology;
import io.segue.app.topology.StreamFaults;
import io.segue.app.topology.StreamsProperties;
import io.segue.app.topology.TopologySettings;
import io.segue.schemas.Action;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.QualityTally;
import io.segue.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events through the real topology, examined on the test's thread. */
class ExamTopologyTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final class NoFaults implements StreamFaults {
    @Override
    public void undecodable() {}

    @Override
    public void invalid() {}
  }

  private final ServedIndex served = new ServedIndex();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Examiner examiner =
      new Examiner(new ExamSettings(1, 1), served, LearntEvents.NONE, clock, meters, () -> 0);
  @TempDir private Path stateDir;
  private TopologyTestDriver driver;
  private TestInputTopic<String, PlaylistEvent> events;
  private int eventNumber;

  @SuppressWarnings("NullAway.Init") // JUnit sets the folder and calls the method below
  ExamTopologyTest() {}

  @BeforeEach
  void startTheTopology() {
    ServedIndexes.serveRanked(served, "v1", 1, track -> null);
    Connection connection = Connection.to("unused:9092");
    Properties properties =
        StreamsProperties.build(
            connection, "segue-test", "localhost:1", stateDir, 1, 100, new NoFaults());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    ExamCounters counters = new ExamCounters(meters);
    driver =
        new TopologyTestDriver(
            PlaylistTopology.buildTopology(
                new TopologySettings(100, connection.serdes(), LearningSettings.OFF),
                new PlaylistProgress(),
                LearningGate.OPEN,
                () -> {},
                () -> new ExamRecorder(examiner, counters, clock)),
            properties,
            NOON);
    events =
        driver.createInputTopic(
            Topics.PLAYLIST_EVENTS.name(),
            new StringSerializer(),
            connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).serializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void anEventIsExaminedBeforeItIsLearnt() {
    send("p", Action.ADD, "t5");
    send("p", Action.ADD, "t6");
    write();

    // The model recommends the track that follows the latest one first, and none that is there.
    assertThat(tally("w/1795348800000/v1/all").getQuestions()).isEqualTo(2);
    assertThat(tally("w/1795348800000/v1/all").getRanks().get(0)).isEqualTo(1);
    assertThat(tally("w/1795348800000/v1/first-events").getQuestions()).isEqualTo(2);
    assertThat(
            meters
                .get("segue.exam.questions")
                .tag("version", "v1")
                .tag("slice", "all")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void duplicatesAndWhatTakesAwayAreNoExams() {
    send("p", Action.ADD, "t5");
    eventNumber--;
    send("p", Action.ADD, "t5");
    send("p", Action.SKIP, "t7");
    send("p", Action.REMOVE, "t5");
    write();

    assertThat(tally("w/1795348800000/v1/all").getQuestions()).isEqualTo(1);
  }

  @Test
  void inATrialAPlaylistCountsOnceOnTheSideThatItIsOn() {
    ServedIndexes.putOnTrial(served, "v2", 2, 0.5, track -> null);
    long candidates = 0;
    for (int playlist = 0; playlist < 20; playlist++) {
      candidates += Objects.requireNonNull(served.view().trial()).takes("p" + playlist) ? 1 : 0;
      send("p" + playlist, Action.ADD, "t5");
      send("p" + playlist, Action.ADD, "t6");
      send("p" + playlist, Action.ADD, "t8");
    }
    write();

    assertThat(tally("t/0000000000000/candidate").getQuestions()).isEqualTo(candidates);
    assertThat(tally("t/0000000000000/active").getQuestions()).isEqualTo(20 - candidates);
  }

  @Test
  void windowsOfYesterdayAreForgotten() {
    driver
        .<String, QualityTally>getKeyValueStore(PlaylistTopology.QUALITY_STORE)
        .put("w/1795262340000/v1/all", tallyOf(3));
    send("p", Action.ADD, "t5");
    write();
    driver.advanceWallClockTime(Duration.ofMinutes(11));

    assertThat(stored())
        .containsOnlyKeys("w/1795348800000/v1/all", "w/1795348800000/v1/first-events");
  }

  private static QualityTally tallyOf(long questions) {
    return new QualityTally(questions, List.of(), ByteBuffer.allocate(0));
  }

  private void send(String playlist, Action action, String track) {
    events.pipeInput(
        playlist,
        new PlaylistEvent("event-" + eventNumber++, playlist, null, track, action, NOON, "test"));
  }

  private void write() {
    examiner.examineWaiting();
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  private QualityTally tally(String key) {
    return Objects.requireNonNull(stored().get(key), () -> key + " is not in " + stored().keySet());
  }

  private Map<String, QualityTally> stored() {
    Map<String, QualityTally> stored = new HashMap<>();
    try (KeyValueIterator<String, QualityTally> all =
        driver.<String, QualityTally>getKeyValueStore(PlaylistTopology.QUALITY_STORE).all()) {
      while (all.hasNext()) {
        KeyValue<String, QualityTally> entry = all.next();
        stored.put(entry.key, entry.value);
      }
    }
    return stored;
  }
}

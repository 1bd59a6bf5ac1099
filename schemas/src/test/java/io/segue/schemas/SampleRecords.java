package io.segue.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each type that is written to Kafka; the fixtures hold the very same. */
public final class SampleRecords {

  private SampleRecords() {}

  public static PlaylistEvent event() {
    return new PlaylistEvent(
        "event-1",
        "playlist-1",
        "user-1",
        "Björk|||Jóga",
        Action.ADD,
        Instant.ofEpochMilli(1_700_000_000_123L),
        "sample");
  }

  public static Track track() {
    return new Track("Björk|||Jóga", "Jóga", "Björk", "Homogenic", 305_000L);
  }

  public static PlaylistState state() {
    return new PlaylistState(
        null,
        List.of("a", "b"),
        List.of(1L, 2L),
        List.of("c"),
        ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
        3L,
        2L);
  }

  public static IndexChunk chunk() {
    return new IndexChunk("v1", 0, ByteBuffer.wrap(new byte[] {9, 8, 7}));
  }

  public static IndexUpdate manifest() {
    return new IndexUpdate(
        IndexManifest.newBuilder()
            .setVersion("v2")
            .setCreatedAt(Instant.ofEpochMilli(1_700_000_000_000L))
            .setParent("v1")
            .setFormatVersion(1)
            .setSizeBytes(3)
            .setSha256(ByteBuffer.wrap(new byte[32]))
            .setChunks(List.of(new ChunkReference(0, 17L, 3, ByteBuffer.wrap(new byte[32]))))
            .setTrackCount(2)
            .setDimension(48)
            .setMetrics(Map.of("validation.hr@100", 0.25))
            .setHyperparameters(Map.of("min_count", "3"))
            .setDataset(
                new DatasetReference(
                    "playlist-events", List.of(new OffsetRange(0, 0L, 100L)), 10, 100L, 42L, 1.0))
            .setCodeVersion("0.1.0")
            .build());
  }

  public static IndexUpdate activation() {
    return new IndexUpdate(
        new ActiveIndex("v2", "v1", Instant.ofEpochMilli(1_700_000_000_000L), "published", null));
  }

  public static IndexUpdate trial() {
    return new IndexUpdate(
        new ActiveIndex(
            "v2",
            "v1",
            Instant.ofEpochMilli(1_700_000_000_000L),
            "canary",
            new Canary(
                "v3",
                0.1,
                Instant.ofEpochMilli(1_700_000_000_000L),
                Instant.ofEpochMilli(1_700_086_400_000L),
                20,
                500,
                0.05)));
  }

  public static QualityTally tally() {
    return new QualityTally(7L, List.of(2L, 0L, 1L), ByteBuffer.wrap(new byte[] {0, 3, 1, 0}));
  }

  public static ServedRecommendations served() {
    return new ServedRecommendations(
        Instant.ofEpochMilli(1_700_000_000_000L),
        "playlist-1",
        2,
        "v3",
        true,
        "host:8080",
        0.5,
        List.of(new ServedTrack("Björk|||Jóga", "ranked", 0.25)));
  }

  public static TrialRequest trialRequest() {
    return new TrialRequest(
        "search-1",
        3,
        new DatasetReference(
            "playlist-events", List.of(new OffsetRange(0, 0L, 100L)), 10, 100L, 42L, 1.0),
        Map.of("min_count", "3"),
        List.of(new QueryTimeSettings(5, 0.5f)),
        Instant.ofEpochMilli(1_700_000_000_000L));
  }

  public static TrialReply trialReply() {
    return TrialReply.newBuilder()
        .setSearchId("search-1")
        .setNumber(3)
        .setWorker("host/1")
        .setFinishedAt(Instant.ofEpochMilli(1_700_000_001_000L))
        .setValidation(Map.of("hr@100", 0.25))
        .setValidationQuestions(60)
        .setQuery(new QueryTimeSettings(5, 0.5f))
        .setQueryMetrics(Map.of("hr@100", 0.5))
        .setQueryQuestions(60)
        .setWordsPerSecond(1e6)
        .setTrainingSeconds(2)
        .setEvaluationSeconds(1)
        .setCodeVersion("0.1.0")
        .build();
  }

  public static Succession succession() {
    return new Succession("b", -2, 17, 3, 4_711L, 1_700_000_000_000L);
  }

  public static TrackSuccessors trackSuccessors() {
    return new TrackSuccessors(
        List.of("b"),
        List.of(new SuccessorOccurrence(0, 1, 17, 3, 4_711L, 1_700_000_000_000L)),
        1_700_000_000_500L,
        true);
  }

  /** All of them, by the name of their fixture. */
  public static Map<String, SpecificRecord> all() {
    return Map.ofEntries(
        Map.entry("PlaylistEvent", event()),
        Map.entry("Track", track()),
        Map.entry("PlaylistState", state()),
        Map.entry("IndexChunk", chunk()),
        Map.entry("IndexUpdate-manifest", manifest()),
        Map.entry("IndexUpdate-activation", activation()),
        Map.entry("IndexUpdate-trial", trial()),
        Map.entry("QualityTally", tally()),
        Map.entry("TrialRequest", trialRequest()),
        Map.entry("TrialReply", trialReply()),
        Map.entry("ServedRecommendations", served()),
        Map.entry("Succession", succession()),
        Map.entry("TrackSuccessors", trackSuccessors()));
  }
}

package io.segue.schemas;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of Segue. */
public final class Topics {

  /** What happens to playlists, keyed by playlist id. Never deleted: training starts from it. */
  public static final Topic<PlaylistEvent> PLAYLIST_EVENTS =
      new Topic<>(
          "playlist-events",
          PlaylistEvent.class,
          6,
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG,
              "-1"));

  /** Titles and artists, keyed by track id. */
  public static final Topic<Track> TRACKS =
      new Topic<>(
          "tracks",
          Track.class,
          6,
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));

  /**
   * Manifests and the active version. One partition: that a manifest comes before its activation is
   * an order that only one partition keeps.
   */
  public static final Topic<IndexUpdate> INDEX_VERSIONS =
      new Topic<>(
          "index-versions",
          IndexUpdate.class,
          1,
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));

  /** The pieces of the index versions' bundles; manifests say where each one lies. */
  public static final Topic<IndexChunk> INDEX_CHUNKS =
      new Topic<>(
          "index-chunks",
          IndexChunk.class,
          1,
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT,
              TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
              "1048588"));

  /** Trials that are to be run by whichever worker takes them, through a share group. */
  public static final Topic<TrialRequest> TRIAL_REQUESTS =
      new Topic<>("trial-requests", TrialRequest.class, 3, keptForAWeek());

  /** How the requested trials went. */
  public static final Topic<TrialReply> TRIAL_RESULTS =
      new Topic<>("trial-results", TrialReply.class, 1, keptForAWeek());

  /** What followed each track lately, keyed by track id: learnt by the app as events arrive. */
  public static final Topic<TrackSuccessors> TRACK_SUCCESSORS =
      new Topic<>(
          "track-successors",
          TrackSuccessors.class,
          6,
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));

  /** What queries were answered with, keyed by playlist id; sampled, and empty unless asked for. */
  public static final Topic<ServedRecommendations> RECOMMENDATIONS_SERVED =
      new Topic<>("recommendations-served", ServedRecommendations.class, 6, keptForAMonth());

  /** The name of the topic for records of {@link #PLAYLIST_EVENTS} that could not be processed. */
  public static final String PLAYLIST_EVENTS_DLQ = "playlist-events-dlq";

  /** All topics with typed values, in no particular order. */
  public static final List<Topic<?>> ALL =
      List.of(
          PLAYLIST_EVENTS,
          TRACKS,
          TRACK_SUCCESSORS,
          INDEX_VERSIONS,
          INDEX_CHUNKS,
          TRIAL_REQUESTS,
          TRIAL_RESULTS,
          RECOMMENDATIONS_SERVED);

  /** The key of the {@link ActiveIndex} record in {@link #INDEX_VERSIONS}. */
  public static final String ACTIVE_KEY = "active";

  /**
   * The transactional id of whoever writes to {@link #INDEX_VERSIONS}: one for all, so that a new
   * one fences whoever was writing before, and nobody decides by what another one is changing.
   */
  public static final String INDEX_PUBLISHER_ID = "segue-index-publisher";

  /** The attachment that holds a version's report, an HTML page packed with gzip. */
  public static final String REPORT_HTML = "report.html.gz";

  /** The attachment that holds a version's report as JSON, packed with gzip. */
  public static final String REPORT_JSON = "report.json.gz";

  /** The most bytes that one chunk or attachment carries. */
  public static final int CHUNK_BYTES_MAX = 512 * 1024;

  private Topics() {}

  /** The key of a trial in {@link #TRIAL_REQUESTS} and {@link #TRIAL_RESULTS}. */
  public static String trialKey(String searchId, int number) {
    return searchId + "/" + number;
  }

  private static Map<String, String> keptForAWeek() {
    return keptFor("604800000");
  }

  private static Map<String, String> keptForAMonth() {
    return keptFor("2592000000");
  }

  private static Map<String, String> keptFor(String retentionMs) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        retentionMs);
  }

  /** The key of a version's manifest in {@link #INDEX_VERSIONS}. */
  public static String manifestKey(String version) {
    return "manifest/" + version;
  }

  /** The key of a version's chunk in {@link #INDEX_CHUNKS}; {@code number} counts from 0. */
  public static String chunkKey(String version, int number) {
    return version + "/" + number;
  }

  /** The key of a document that belongs to a version, in {@link #INDEX_CHUNKS}. */
  public static String attachmentKey(String version, String fileName) {
    return version + "/" + fileName;
  }
}

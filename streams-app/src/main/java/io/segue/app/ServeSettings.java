package io.segue.app;

import io.segue.app.access.AccessSettings;
import io.segue.app.playlists.Address;
import io.segue.app.quality.ExamSettings;
import io.segue.app.rules.LearningSettings;
import io.segue.recommender.Exclusions;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.TopicAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that an instance can be told.
 *
 * @param connection the brokers and the schema registry
 * @param listen where HTTP is listened on; port 0 takes a free one
 * @param advertise where the other instances reach this one; null when that is {@code listen}
 * @param stateDir where the stores and the cached indexes lie; one process at a time
 * @param applicationId the group of the instances that share the playlists; the stores' changelogs
 *     are named after it
 * @param playlistTracksMax how many tracks a playlist keeps, at least 1; alike on all instances
 * @param threads how many stream threads, at least 1
 * @param standbys how many copies of each playlist other instances keep, 0 to {@value
 *     #STANDBYS_MAX}; alike on all instances
 * @param hopLimit how long a query may look for an instance that has its playlist
 * @param replicationFactor of topics that are missing at the start, or {@link
 *     TopicAdmin#BROKER_DEFAULT}
 * @param blocked tracks and artists that this instance never recommends
 * @param exams how many events are examined before they are learnt
 * @param servedLogShare the share of the answers about playlists that are written to the topic
 *     {@code recommendations-served}, 0 to 1
 * @param learning what is learnt from events as they arrive; alike on all instances
 * @param access who may use the API, and how the way there is protected
 */
public record ServeSettings(
    Connection connection,
    Address listen,
    @Nullable Address advertise,
    Path stateDir,
    String applicationId,
    int playlistTracksMax,
    int threads,
    int standbys,
    Duration hopLimit,
    short replicationFactor,
    Exclusions blocked,
    ExamSettings exams,
    double servedLogShare,
    LearningSettings learning,
    AccessSettings access) {

  /** The default of {@code listen}. */
  public static final String LISTEN_DEFAULT = "127.0.0.1:8080";

  /** The default of {@code stateDir}. */
  public static final String STATE_DIR_DEFAULT = ".segue/streams-app";

  /** The default of {@code applicationId}. */
  public static final String APPLICATION_ID_DEFAULT = "segue";

  /** The default of {@code standbys}. */
  public static final int STANDBYS_DEFAULT = 1;

  /** The default of {@code hopLimit}, in milliseconds. */
  public static final int HOP_LIMIT_MS_DEFAULT = 1_000;

  private static final int THREADS_MAX = 256;
  private static final int STANDBYS_MAX = 10;
  private static final Pattern APPLICATION_ID = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException saying which is wrong
   */
  public ServeSettings {
    if (!APPLICATION_ID.matcher(applicationId).matches()) {
      throw new IllegalArgumentException(
          "the application id names topics, so it has 1 to 100 letters, digits, dots, dashes and"
              + " underscores; '"
              + applicationId
              + "' does not");
    }
    if (playlistTracksMax < 1) {
      throw new IllegalArgumentException(
          "a playlist must be allowed at least 1 track, not " + playlistTracksMax);
    }
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException(
          "there must be 1 to " + THREADS_MAX + " stream threads, not " + threads);
    }
    if (standbys < 0 || standbys > STANDBYS_MAX) {
      throw new IllegalArgumentException(
          "there may be 0 to " + STANDBYS_MAX + " copies of each playlist, not " + standbys);
    }
    if (hopLimit.isNegative() || hopLimit.isZero()) {
      throw new IllegalArgumentException("the time limit of a hop must be positive");
    }
    if (!(servedLogShare >= 0 && servedLogShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of answers that are logged lies between 0 and 1, "
              + servedLogShare
              + " does not");
    }
    if (advertise != null && advertise.port() == 0) {
      throw new IllegalArgumentException("an advertised address needs a port other than 0");
    }
  }

  /** The defaults for a connection. */
  public static ServeSettings defaults(Connection connection) {
    return new ServeSettings(
        connection,
        Address.parse(LISTEN_DEFAULT),
        null,
        Path.of(STATE_DIR_DEFAULT),
        APPLICATION_ID_DEFAULT,
        PlaylistHistory.TRACKS_MAX_DEFAULT,
        Runtime.getRuntime().availableProcessors(),
        STANDBYS_DEFAULT,
        Duration.ofMillis(HOP_LIMIT_MS_DEFAULT),
        TopicAdmin.BROKER_DEFAULT,
        Exclusions.NONE,
        ExamSettings.DEFAULTS,
        0,
        LearningSettings.OFF,
        AccessSettings.loopbackOnly());
  }

  /** These settings with another address to listen on. */
  public ServeSettings withListen(Address other) {
    return new ServeSettings(
        connection,
        other,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        learning,
        access);
  }

  /** These settings with another protection of HTTP. */
  public ServeSettings withAccess(AccessSettings other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        learning,
        other);
  }

  /** These settings with something else to learn. */
  public ServeSettings withLearning(LearningSettings other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        other,
        access);
  }

  /** These settings with another folder for the state. */
  public ServeSettings withStateDir(Path other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        other,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        learning,
        access);
  }

  /** These settings with another number of stream threads. */
  public ServeSettings withThreads(int other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        other,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        learning,
        access);
  }

  /** These settings with another measure of exams. */
  public ServeSettings withExams(ExamSettings other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        other,
        servedLogShare,
        learning,
        access);
  }

  /** These settings with another share of answers that are logged. */
  public ServeSettings withServedLogShare(double other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        applicationId,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        other,
        learning,
        access);
  }

  /** These settings for another group of instances. */
  public ServeSettings withApplicationId(String other) {
    return new ServeSettings(
        connection,
        listen,
        advertise,
        stateDir,
        other,
        playlistTracksMax,
        threads,
        standbys,
        hopLimit,
        replicationFactor,
        blocked,
        exams,
        servedLogShare,
        learning,
        access);
  }
}

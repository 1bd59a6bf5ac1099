package io.segue.app.api;

import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.index.Trial;
import io.segue.app.index.VersionStatus;
import io.segue.app.playlists.PartitionLag;
import io.segue.app.vitals.Vitals;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/instances/self}: how the instance that is asked does. Always 200 with {@link
 * Body}; {@link GetInstances} asks all of them.
 */
final class GetInstance implements Endpoint {

  static final String PATH = "/v1/instances/self";

  /**
   * The answer.
   *
   * @param instance which instance it is
   * @param ready whether it takes queries
   * @param reasons what is missing if not
   * @param serving the version that answers; null while there is none
   * @param wanted the version that is to answer; null when none was ever activated
   * @param candidate the version on trial; null when none is in memory here
   * @param versions how every version stands here, oldest first
   * @param partitions how far it has come in the partitions that it works on
   * @param recordsBehind the sum over those, as far as known
   * @param deadLetters records that it could not process since it started, by cause
   */
  record Body(
      String instance,
      boolean ready,
      List<String> reasons,
      @Nullable String serving,
      @Nullable String wanted,
      @Nullable String candidate,
      List<Version> versions,
      List<Partition> partitions,
      long recordsBehind,
      Map<String, Long> deadLetters) {}

  /**
   * How a version stands.
   *
   * @param version its name
   * @param state as in {@code GET /v1/index}
   * @param reason why it is faulty, or what it waits for
   * @param since when the state began
   */
  record Version(String version, String state, @Nullable String reason, String since) {}

  /**
   * A partition of {@code playlist-events}.
   *
   * @param nextOffset the offset of the event that comes next; null when it is not known yet
   * @param staleness how far that is behind
   */
  record Partition(@Nullable Long nextOffset, StalenessView staleness) {}

  private final Vitals vitals;
  private final ServedIndex served;
  private final Operations operations;
  private final String instance;
  private final Clock clock;

  GetInstance(
      Vitals vitals, ServedIndex served, Operations operations, String instance, Clock clock) {
    this.vitals = vitals;
    this.served = served;
    this.operations = operations;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Answer answer(ApiRequest request) {
    return Answer.json(Answer.OK, body());
  }

  /** How this instance does. */
  Body body() {
    List<String> missing = vitals.missing();
    ServedIndex.View view = served.view();
    ServingIndex current = view.current();
    Trial trial = view.trial();
    List<PartitionLag> lags = operations.partitions().get();
    return new Body(
        instance,
        missing.isEmpty(),
        missing,
        current == null ? null : current.version(),
        view.wanted(),
        trial == null ? null : trial.candidate().version(),
        view.versions().stream().map(GetInstance::version).toList(),
        lags.stream()
            .map(lag -> new Partition(lag.nextOffset(), StalenessView.of(lag.staleness(), clock)))
            .toList(),
        lags.stream().mapToLong(PartitionLag::recordsBehind).sum(),
        new TreeMap<>(operations.deadLetters().get()));
  }

  private static Version version(VersionStatus status) {
    return new Version(
        status.version(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.reason(),
        status.since().toString());
  }
}

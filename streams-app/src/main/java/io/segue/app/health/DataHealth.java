package io.segue.app.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.health.HealthReport.Check;
import io.segue.app.health.HealthReport.Verdict;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.topology.AppliedEvents;
import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.StoredPlaylist;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Watches all events of an instance and says whether they are still like those that the version in
 * force was trained on. Thread-safe.
 *
 * <p>The measures, over the last hour: the share of tracks that the version does not know; the
 * Jensen-Shannon divergence of the tracks' popularity ranks, and that of the positions at which
 * tracks are added (which is the distribution of lengths, seen from within growing playlists); the
 * share of records that went to the dead letters. It is kept in memory: an instance that was just
 * started knows nothing.
 */
public final class DataHealth {

  static final double UNKNOWN_TRACKS_MAX = 0.2;
  static final double POPULARITY_MAX = 0.1;
  static final double POSITIONS_MAX = 0.2;
  static final double DEAD_LETTERS_MAX = 0.01;

  /** With fewer events, divergences are noise. */
  static final int EVENTS_MIN = 1_000;

  private static final List<String> CHECKS =
      List.of("unknown-tracks", "popularity", "positions", "dead-letters");

  /** What a version was trained on, calculated once. */
  private record Known(ServingIndex index, TrainingData data) {}

  private final ServedIndex served;
  private final EventWindow window;
  private volatile @Nullable Known known;

  /**
   * @param served what today's events are compared with
   * @param clock tells the minutes
   * @param meters gets each measure and its threshold
   */
  public DataHealth(ServedIndex served, Clock clock, MeterRegistry meters) {
    this.served = served;
    this.window = new EventWindow(clock);
    for (String name : CHECKS) {
      Gauge.builder("segue.data.measure", this, health -> health.check(name).value())
          .description("How today's events differ from the training's, by what is measured")
          .tag("check", name)
          .register(meters);
      Gauge.builder("segue.data.threshold", this, health -> health.check(name).threshold())
          .description("What the measure should not exceed")
          .tag("check", name)
          .register(meters);
    }
    Gauge.builder(
            "segue.data.drifted",
            this,
            health -> health.report().verdict() == Verdict.DRIFTED ? 1 : 0)
        .description("1 if a measure exceeds its threshold and there were enough events to tell")
        .register(meters);
  }

  /** Somebody who watches the events of a partition for this object. */
  public AppliedEvents watch() {
    return new AppliedEvents() {
      @Override
      public void open(ProcessorContext<?, ?> context) {}

      @Override
      public void applied(String playlistId, @Nullable StoredPlaylist before, PlaylistEvent event) {
        count(before, event);
      }

      @Override
      public void close() {}
    };
  }

  /** A record could not be processed. */
  public void countDeadLetter() {
    window.countDeadLetter();
  }

  private void count(@Nullable StoredPlaylist before, PlaylistEvent event) {
    Action action = event.getAction();
    ServingIndex index = served.current();
    if (index == null || (action != Action.ADD && action != Action.PLAY)) {
      window.count(action);
      return;
    }
    window.count(
        action,
        index.recommender().model().tracks().indexOf(event.getTrackId()),
        before == null ? 0 : before.trackCount());
  }

  /** How things stand now. */
  public HealthReport report() {
    ServingIndex index = served.current();
    EventWindow.Sums sums = window.sums();
    TrainingData training = index == null ? null : training(index);
    double added = sums.unknown() + sums.popularity().sum();
    double records = (double) sums.events() + sums.deadLetters();
    List<Check> checks =
        List.of(
            Check.of(CHECKS.get(0), added == 0 ? 0 : sums.unknown() / added, UNKNOWN_TRACKS_MAX),
            Check.of(
                CHECKS.get(1),
                training == null ? 0 : sums.popularity().divergence(training.popularity()),
                POPULARITY_MAX),
            Check.of(
                CHECKS.get(2),
                training == null ? 0 : sums.positions().divergence(training.positions()),
                POSITIONS_MAX),
            Check.of(
                CHECKS.get(3), records == 0 ? 0 : sums.deadLetters() / records, DEAD_LETTERS_MAX));
    Verdict verdict =
        index == null || records < EVENTS_MIN
            ? Verdict.UNKNOWN
            : checks.stream().anyMatch(Check::exceeded) ? Verdict.DRIFTED : Verdict.FINE;
    return new HealthReport(
        EventWindow.MINUTES,
        index == null ? null : index.version(),
        sums.events(),
        sums.actions(),
        sums.deadLetters(),
        checks,
        verdict);
  }

  private Check check(String name) {
    return report().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("ReferenceEquality") // a version that was loaded anew is calculated anew
  private TrainingData training(ServingIndex index) {
    Known last = known;
    if (last == null || last.index() != index) {
      last = new Known(index, TrainingData.of(index.recommender().model()));
      known = last;
    }
    return last.data();
  }
}

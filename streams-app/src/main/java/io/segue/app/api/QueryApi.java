package io.segue.app.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.events.EventLog;
import io.segue.app.index.ServedIndex;
import io.segue.app.names.TrackSearch;
import io.segue.app.playlists.PlaylistDirectory;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.app.served.ServedLog;
import io.segue.app.vitals.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts the endpoints together. */
public final class QueryApi {

  private QueryApi() {}

  /** What can be asked while the process starts. */
  public static Router starting(Vitals vitals, Supplier<String> metrics) {
    return Router.starting(
        with(
            WebFiles.endpoints(),
            List.of(new GetHealth(vitals), new GetReadiness(vitals), new GetMetrics(metrics))));
  }

  /**
   * Everything that can be asked.
   *
   * @param limits how much is done at once
   * @param meters counts hops to other instances that came to nothing
   * @param log is told of the answers
   * @param insight what is told of how recommendations fare
   * @param operations what is told of how the instances do
   * @param instance the name under which this instance answers, {@code host:port}
   * @param hopLimit how long a query may look for the instance that has its playlist
   */
  public static Router complete(
      Vitals vitals,
      Supplier<String> metrics,
      PlaylistDirectory playlists,
      TrackCatalogue catalogue,
      ServedIndex served,
      EventLog events,
      HttpPeerClient peers,
      LoadLimits limits,
      MeterRegistry meters,
      ServedLog log,
      Insight insight,
      Operations operations,
      String instance,
      Duration hopLimit,
      Clock clock) {
    PlaylistRouting routing =
        new PlaylistRouting(playlists, new GuardedPeers(peers, meters), hopLimit);
    ReadAfter reading = new ReadAfter(playlists, hopLimit);
    Surroundings around = new Surroundings(served, catalogue, instance, clock);
    GetInstance self = new GetInstance(vitals, served, operations, instance, clock);
    GetPlaylist playlist = new GetPlaylist(routing, reading, limits, around);
    GetPlaylistRecommendations next =
        new GetPlaylistRecommendations(routing, reading, limits, around, log);
    return new Router(
        with(
            WebFiles.endpoints(),
            List.of(
                next,
                new GetLiveRecommendations(playlist, next, served),
                limits.computing(new PostRecommendations(around)),
                limits.computing(new PostRecommendationBatch(around)),
                limits.computing(new GetSimilarTracks(around)),
                new GetTracks(new TrackSearch(catalogue, clock), limits, around),
                playlist,
                limits.writing(new PostPlaylistEvent(events, instance, clock)),
                new GetIndex(served, instance),
                new GetIndexReport(served),
                limits.writing(new PostRollback(operations.rollback(), instance)),
                self,
                new GetInstances(self, operations, peers, instance, hopLimit),
                new GetQuality(insight.cluster(), served, instance, clock),
                new GetQualityTallies(insight.local()),
                new GetDataHealth(insight.health(), instance),
                new GetHealth(vitals),
                new GetReadiness(vitals),
                new GetMetrics(metrics))));
  }

  private static List<Endpoint> with(List<Endpoint> some, List<Endpoint> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}

package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.api.Views.TrackView;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.index.Trial;
import io.segue.app.index.VersionStatus;
import io.segue.app.playlists.Staleness;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.recommender.Recommendation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints about tracks and playlists have around them: the index, the catalogue, who
 * answers and when.
 *
 * @param served the index
 * @param catalogue what tracks are called
 * @param instance the name under which this instance answers
 * @param clock for the age of things
 */
record Surroundings(ServedIndex served, TrackCatalogue catalogue, String instance, Clock clock) {

  /**
   * The index that serves now; take it once a request.
   *
   * @throws ProblemException 503 while there is none
   */
  ServingIndex index() {
    return required(served.current());
  }

  /**
   * A version that is in memory, whether it serves or not.
   *
   * @param version its name; null for the one that serves
   * @throws ProblemException 503 while none serves, 400 when that one is not in memory
   */
  ServingIndex index(@Nullable String version) {
    if (version == null) {
      return index();
    }
    List<ServingIndex> loaded =
        served.view().versions().stream()
            .map(VersionStatus::loaded)
            .filter(Objects::nonNull)
            .toList();
    return loaded.stream()
        .filter(index -> index.version().equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "Index "
                        + Texts.quoted(version)
                        + " is not in this instance's memory; there "
                        + (loaded.isEmpty()
                            ? "is none."
                            : "are "
                                + loaded.stream()
                                    .map(ServingIndex::version)
                                    .collect(Collectors.joining(", "))
                                + ".")));
  }

  /** As {@link #index()}, for a playlist: while a trial is on, the candidate answers for some. */
  ServingIndex indexFor(String playlistId) {
    return required(served.view().forPlaylist(playlistId));
  }

  /** Whether the version is on trial. */
  @SuppressWarnings("ReferenceEquality") // the very candidate, not one that is like it
  boolean isCandidate(ServingIndex index) {
    Trial trial = served.view().trial();
    return trial != null && trial.candidate() == index;
  }

  private static ServingIndex required(@Nullable ServingIndex index) {
    if (index == null) {
      throw ProblemException.unavailable(
          "No index version serves here yet. Publish one with the trainer, or look at /v1/index"
              + " for what keeps it from being loaded.");
    }
    return index;
  }

  /** A track with its names. */
  TrackView view(String trackId) {
    return TrackView.of(trackId, catalogue);
  }

  /** Recommendations with names and ranks. */
  List<RecommendationView> views(List<Recommendation> recommendations) {
    List<RecommendationView> views = new ArrayList<>(recommendations.size());
    for (Recommendation recommendation : recommendations) {
      views.add(RecommendationView.of(views.size() + 1, recommendation, catalogue));
    }
    return views;
  }

  /** How current an answer is. */
  StalenessView view(Staleness staleness) {
    return StalenessView.of(staleness, clock);
  }
}

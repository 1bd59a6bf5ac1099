package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.PlaylistLookup;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.PlaylistState;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /v1/playlists/{id}/recommendations?k=20&repeats=false}: what should play next in a
 * playlist.
 *
 * <p>{@code k}, 1 to 500, is how many tracks are asked for; with {@code repeats=true} those of the
 * playlist may be recommended again. Skipped tracks never are.
 *
 * <p>200 with {@link Body}; 400 for parameters out of range; 404 for a playlist of which no event
 * was seen; 503 while no instance can answer for it or no index serves.
 */
final class GetPlaylistRecommendations implements Endpoint {

  /**
   * The answer.
   *
   * @param playlistId the playlist
   * @param recommendations the tracks, best first; fewer than k only if the index has not more
   * @param trackCount how many entries of the playlist went into it
   * @param indexVersion the index version that answered
   * @param instance which instance answered
   * @param staleness how current the playlist is
   */
  record Body(
      String playlistId,
      List<RecommendationView> recommendations,
      int trackCount,
      String indexVersion,
      String instance,
      StalenessView staleness) {}

  private final PlaylistRouting routing;
  private final ServedIndex served;
  private final TrackCatalogue catalogue;
  private final String instance;
  private final Clock clock;

  GetPlaylistRecommendations(
      PlaylistRouting routing,
      ServedIndex served,
      TrackCatalogue catalogue,
      String instance,
      Clock clock) {
    this.routing = routing;
    this.served = served;
    this.catalogue = catalogue;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/playlists/{id}/recommendations";
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of("k", "repeats");
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    int k = request.number("k", 1, Recommending.K_MAX, Recommending.K_DEFAULT);
    boolean repeats = request.flag("repeats", false);
    return routing.route(
        request, playlistId, here -> Answer.json(Answer.OK, body(playlistId, here, k, repeats)));
  }

  private Body body(String playlistId, PlaylistLookup.Here here, int k, boolean repeats) {
    PlaylistState state = GetPlaylist.stateOf(playlistId, here);
    ServingIndex index = Recommending.indexOf(served);
    RecommendationRequest query =
        RecommendationRequest.builder(state.getTracks(), k)
            .repeats(repeats)
            .excludedTracks(Set.copyOf(state.getSkipped()))
            .build();
    return new Body(
        playlistId,
        RecommendationView.of(index.recommender().recommend(query), catalogue),
        state.getTracks().size(),
        index.version(),
        instance,
        StalenessView.of(here.staleness(), clock));
  }
}

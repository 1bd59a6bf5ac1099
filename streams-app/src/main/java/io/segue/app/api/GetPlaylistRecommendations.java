package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.PlaylistLookup;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.PlaylistState;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /v1/playlists/{id}/recommendations?k=20&repeats=false}: what should play next in a
 * playlist. Takes the query parameters that {@link Question} names; skipped tracks are never
 * recommended.
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
  private final Surroundings around;

  GetPlaylistRecommendations(PlaylistRouting routing, Surroundings around) {
    this.routing = routing;
    this.around = around;
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
    return Question.PARAMETERS;
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    Question question = Question.of(request);
    return routing.route(
        request, playlistId, here -> Answer.json(Answer.OK, body(playlistId, here, question)));
  }

  private Body body(String playlistId, PlaylistLookup.Here here, Question question) {
    PlaylistState state = GetPlaylist.stateOf(playlistId, here);
    ServingIndex index = around.index();
    RecommendationRequest query =
        question.about(state.getTracks(), state.getSkipped(), playlistId, index.version());
    return new Body(
        playlistId,
        around.views(index.recommender().recommend(query)),
        state.getTracks().size(),
        index.version(),
        around.instance(),
        around.view(here.staleness()));
  }
}

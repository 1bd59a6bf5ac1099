package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.Staleness;
import io.segue.recommender.RecommendationRequest;
import java.util.List;

/**
 * {@code POST /v1/recommendations}: what should play after a list of tracks. Needs no playlist and
 * changes nothing; any instance answers.
 *
 * <p>Takes {@link Question}, answers 200 with {@link Body}; 400 for a body that is not one; 413 for
 * a body over 64 KiB; 503 while no index serves. Unknown tracks are no error: the answer falls back
 * on what is known, and in the end on the most popular tracks.
 */
final class PostRecommendations implements Endpoint {

  /**
   * The answer.
   *
   * @param recommendations the tracks, best first; fewer than k only if the index has not more
   * @param trackCount how many tracks were given
   * @param indexVersion the index version that answered
   * @param instance which instance answered
   * @param staleness always with the state {@code none}
   */
  record Body(
      List<RecommendationView> recommendations,
      int trackCount,
      String indexVersion,
      String instance,
      StalenessView staleness) {}

  private final Surroundings around;

  PostRecommendations(Surroundings around) {
    this.around = around;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/v1/recommendations";
  }

  @Override
  public Answer answer(ApiRequest request) {
    Question question = Json.read(request.body(), Question.class);
    List<String> tracks = question.givenTracks();
    ServingIndex index = around.index();
    RecommendationRequest query =
        question.about(tracks, List.of(), String.join("\n", tracks), index.version());
    return Answer.json(
        Answer.OK,
        new Body(
            around.views(index.recommender().recommend(query)),
            tracks.size(),
            index.version(),
            around.instance(),
            around.view(Staleness.NONE)));
  }
}

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
    ServingIndex index = around.index(question.indexVersion());
    Given given = answer(question, index, around);
    return Answer.json(
        Answer.OK,
        new Body(
            given.recommendations(),
            given.trackCount(),
            index.version(),
            around.instance(),
            around.view(Staleness.NONE)));
  }

  /**
   * The part of an answer that is one question's own.
   *
   * @param recommendations the tracks, best first
   * @param trackCount how many tracks were given
   */
  record Given(List<RecommendationView> recommendations, int trackCount) {}

  /**
   * Answers one question about tracks that are given with it.
   *
   * @throws ProblemException when it cannot be used
   */
  static Given answer(Question question, ServingIndex index, Surroundings around) {
    List<String> tracks = question.givenTracks();
    RecommendationRequest query =
        question.about(tracks, List.of(), String.join("\n", tracks), index.version());
    return new Given(around.views(index.recommender().recommend(query)), tracks.size());
  }
}

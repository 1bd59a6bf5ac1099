package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.api.Views.TrackView;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.Staleness;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /v1/tracks/{id}/similar?k=20}: the tracks that are used most like a track. Any
 * instance answers.
 *
 * <p>200 with {@link Body}; 400 for an id that cannot be one or a {@code k} outside 1 to 500; 404
 * for a track that neither the index nor the catalogue knows; 503 while no index serves.
 */
final class GetSimilarTracks implements Endpoint {

  /**
   * The answer.
   *
   * @param track the track asked about
   * @param similar the nearest tracks, best first; empty when the index knows too little of the
   *     track
   * @param indexVersion the index version that answered
   * @param instance which instance answered
   * @param staleness always with the state {@code none}
   */
  record Body(
      TrackView track,
      List<RecommendationView> similar,
      String indexVersion,
      String instance,
      StalenessView staleness) {}

  private final Surroundings around;

  GetSimilarTracks(Surroundings around) {
    this.around = around;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/tracks/{id}/similar";
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of("k");
  }

  @Override
  public Answer answer(ApiRequest request) {
    String trackId = request.id("id", "track id");
    int k = Question.K.of(request, Question.K_DEFAULT);
    ServingIndex index = around.index();
    if (!index.recommender().knows(trackId) && around.catalogue().find(trackId) == null) {
      throw ProblemException.notFound(
          "Neither index "
              + index.version()
              + " nor the catalogue knows the track "
              + Texts.quoted(trackId)
              + ".");
    }
    return Answer.json(
        Answer.OK,
        new Body(
            around.view(trackId),
            around.views(index.recommender().similar(trackId, k)),
            index.version(),
            around.instance(),
            around.view(Staleness.NONE)));
  }
}

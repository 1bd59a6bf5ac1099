package io.segue.app.api;

import io.segue.app.api.Views.TrackView;
import io.segue.app.index.ServingIndex;
import io.segue.app.names.NameIndex;
import io.segue.app.names.NamesNotReadyException;
import io.segue.app.names.TrackSearch;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /v1/tracks?query=dark+side&k=20}: the tracks in whose names every word of the query
 * begins a word. Any instance answers.
 *
 * <p>200 with {@link Body}; 400 without a query, for one longer than 200 characters or a {@code k}
 * outside 1 to 500; 503 while no index serves, its names are not there yet, or there is too much
 * load.
 */
final class GetTracks implements Endpoint {

  /**
   * The answer.
   *
   * @param tracks the most played ones that fit, most played first
   * @param indexVersion the version whose tracks were searched
   * @param instance which instance answered
   */
  record Body(List<TrackView> tracks, String indexVersion, String instance) {}

  private static final String QUERY = "query";
  private static final int QUERY_LENGTH_MAX = 200;

  private final TrackSearch search;
  private final LoadLimits limits;
  private final Surroundings around;

  GetTracks(TrackSearch search, LoadLimits limits, Surroundings around) {
    this.search = search;
    this.limits = limits;
    this.around = around;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/tracks";
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of(QUERY, Question.K.name());
  }

  @Override
  public Answer answer(ApiRequest request) {
    String query = query(request);
    int k = Question.K.of(request, Question.K_DEFAULT);
    ServingIndex index = around.index();
    try {
      NameIndex names = search.names(index);
      return limits.computing(
          () ->
              Answer.json(
                  Answer.OK,
                  new Body(
                      names.search(query, k).stream().map(around::view).toList(),
                      names.version(),
                      around.instance())));
    } catch (NamesNotReadyException e) {
      throw ProblemException.unavailable(e.getMessage() + " Try again soon.");
    }
  }

  private static String query(ApiRequest request) {
    String query = request.single(QUERY);
    if (query == null || query.isBlank()) {
      throw ProblemException.badRequest(
          "The parameter 'query' is missing; give words of a track's or an artist's name.");
    }
    if (query.length() > QUERY_LENGTH_MAX) {
      throw ProblemException.badRequest(
          "The query has "
              + query.length()
              + " characters; at most "
              + QUERY_LENGTH_MAX
              + " are allowed.");
    }
    return query;
  }
}

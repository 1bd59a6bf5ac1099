package io.segue.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.app.api.ReadAfter.AfterView;
import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.Staleness;
import io.segue.app.served.ServedLog;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.PlaylistState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/playlists/{id}/recommendations?k=20&repeats=false}: what should play next in a
 * playlist. Takes the query parameters that {@link Question} names, and {@code after=4-17} for an
 * answer after an event ({@link ReadAfter}); skipped tracks are never recommended.
 *
 * <p>200 with {@link Body}; 400 for parameters out of range; 404 for a playlist of which no event
 * was seen; 503 while no index serves or there is too much load. While no instance has the playlist
 * the answer says so by the state {@code none}, and comes from the context of the question or from
 * popularity.
 */
final class GetPlaylistRecommendations implements Endpoint {

  /**
   * The answer.
   *
   * @param playlistId the playlist
   * @param recommendations the tracks, best first; fewer than k only if the index has not more
   * @param trackCount how many entries of the playlist went into it; 0 with the state {@code none}
   * @param indexVersion the index version that answered: the candidate's for the playlists of a
   *     trial
   * @param instance which instance answered
   * @param staleness how current the playlist is
   * @param after whether the event that was asked for went into it; left out when none was
   */
  record Body(
      String playlistId,
      List<RecommendationView> recommendations,
      int trackCount,
      String indexVersion,
      String instance,
      StalenessView staleness,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AfterView after) {}

  private static final Set<String> PARAMETERS =
      Stream.concat(Question.PARAMETERS.stream(), Stream.of(EventToken.PARAMETER))
          .collect(Collectors.toUnmodifiableSet());

  private final PlaylistRouting routing;
  private final ReadAfter reading;
  private final LoadLimits limits;
  private final Surroundings around;
  private final ServedLog log;

  GetPlaylistRecommendations(
      PlaylistRouting routing,
      ReadAfter reading,
      LoadLimits limits,
      Surroundings around,
      ServedLog log) {
    this.routing = routing;
    this.reading = reading;
    this.limits = limits;
    this.around = around;
    this.log = log;
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
    return PARAMETERS;
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    Question question = Question.of(request);
    EventToken event = EventToken.of(request);
    return routing.route(
        request,
        playlistId,
        here -> {
          ReadAfter.Reading read = reading.read(playlistId, here, event);
          return limits.computing(() -> Answer.json(Answer.OK, body(playlistId, read, question)));
        },
        () ->
            limits.computing(
                () -> Answer.json(Answer.OK, bodyWithoutPlaylist(playlistId, question, event))));
  }

  private Body body(String playlistId, ReadAfter.Reading read, Question question) {
    PlaylistState state = read.state(playlistId);
    ServingIndex index = around.indexFor(playlistId);
    RecommendationRequest query =
        question.about(state.getTracks(), state.getSkipped(), playlistId, index.version());
    List<Recommendation> recommendations = index.recommender().recommend(query);
    int trackCount = state.getTracks().size();
    log.served(playlistId, trackCount, index, around.isCandidate(index), recommendations);
    return body(
        playlistId, recommendations, trackCount, index, read.here().staleness(), read.after());
  }

  /** For the time when nobody has the playlist: the context of the question, else popularity. */
  private Body bodyWithoutPlaylist(
      String playlistId, Question question, @Nullable EventToken event) {
    ServingIndex index = around.indexFor(playlistId);
    RecommendationRequest query = question.about(List.of(), List.of(), playlistId, index.version());
    AfterView after = event == null ? null : AfterView.notReached(event);
    return body(playlistId, index.recommender().recommend(query), 0, index, Staleness.NONE, after);
  }

  private Body body(
      String playlistId,
      List<Recommendation> recommendations,
      int trackCount,
      ServingIndex index,
      Staleness staleness,
      @Nullable AfterView after) {
    return new Body(
        playlistId,
        around.views(recommendations),
        trackCount,
        index.version(),
        around.instance(),
        around.view(staleness),
        after);
  }
}

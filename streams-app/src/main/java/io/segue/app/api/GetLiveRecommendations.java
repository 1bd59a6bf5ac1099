package io.segue.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/playlists/{id}/recommendations/live?k=20}: what should play next, again and again
 * as the playlist grows and index versions come. Takes the parameters of {@link Question}.
 *
 * <p>200 with server-sent events until the client goes or the instance stops: {@code
 * recommendations} with the body of {@code GET /v1/playlists/{id}/recommendations}, whenever it may
 * have changed; {@code problem} where that would be a problem, also for a playlist that has no
 * events yet, and then it goes on. 400 for parameters out of range, 503 when too many clients
 * follow already.
 */
final class GetLiveRecommendations implements Endpoint {

  private static final Duration PERIOD = Duration.ofMillis(250);

  /** How long to wait where the same question will soon have another answer. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final int UNAVAILABLE = 503;
  private static final String SUFFIX = "/live";

  /**
   * What an answer depends on.
   *
   * @param status of the question how the playlist stands
   * @param events how many events the playlist has had
   * @param version the index version that answers here; null while there is none
   */
  private record Moment(int status, long events, @Nullable String version) {}

  private final GetPlaylist playlist;
  private final GetPlaylistRecommendations recommendations;
  private final ServedIndex served;

  GetLiveRecommendations(
      GetPlaylist playlist, GetPlaylistRecommendations recommendations, ServedIndex served) {
    this.playlist = playlist;
    this.recommendations = recommendations;
    this.served = served;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return recommendations.path() + SUFFIX;
  }

  @Override
  public Set<String> queryParameters() {
    return Question.PARAMETERS;
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    Question.of(request)
        .about(List.of(), List.of(), playlistId, ""); // what is wrong is said at once
    String asked = request.rawPath().substring(0, request.rawPath().length() - SUFFIX.length());
    ApiRequest question = derived(request, asked, request.rawQuery(), request.query());
    ApiRequest look =
        derived(
            request,
            asked.substring(0, asked.lastIndexOf('/')),
            GetPlaylist.TRACKS + "=false",
            Map.of(GetPlaylist.TRACKS, List.of("false")));
    return Answer.stream(sink -> follow(playlistId, question, look, sink));
  }

  private void follow(String playlistId, ApiRequest question, ApiRequest look, EventSink sink) {
    Moment before = null;
    Duration pause = PERIOD;
    do {
      Moment now = moment(playlistId, look);
      pause = PERIOD;
      if (!now.equals(before)) {
        Answer answer = answer(recommendations, question);
        boolean done = answer.status() == Answer.OK;
        sink.send(done ? "recommendations" : "problem", answer.body());
        before = now;
        if (done ? isOfAnother(answer, now) : answer.status() == UNAVAILABLE) {
          before = null;
          pause = RETRY;
        }
      }
    } while (sink.pause(pause));
  }

  /** While a version rolls in, the instance that has the playlist may be ahead or behind. */
  private static boolean isOfAnother(Answer answer, Moment now) {
    return !field(answer, "indexVersion").asText().equals(now.version());
  }

  private Moment moment(String playlistId, ApiRequest look) {
    Answer answer = answer(playlist, look);
    ServingIndex index = served.view().forPlaylist(playlistId);
    return new Moment(
        answer.status(),
        answer.status() == Answer.OK ? field(answer, "eventCount").asLong() : 0,
        index == null ? null : index.version());
  }

  private static JsonNode field(Answer answer, String name) {
    return Json.read(answer.body(), JsonNode.class).path(name);
  }

  private static Answer answer(Endpoint endpoint, ApiRequest request) {
    try {
      return endpoint.answer(request);
    } catch (ProblemException e) {
      return e.toAnswer(request.rawPath());
    }
  }

  private static ApiRequest derived(
      ApiRequest request, String rawPath, String rawQuery, Map<String, List<String>> query) {
    return new ApiRequest(
        request.method(),
        rawPath,
        rawQuery,
        request.pathValues(),
        query,
        request.body(),
        request.forwardedBy());
  }
}

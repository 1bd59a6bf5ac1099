package io.segue.app.api;

import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.Staleness;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.recommender.RecommendationRequest;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * The question.
   *
   * @param tracks track ids, oldest first; may be empty, must be there
   * @param k how many tracks are asked for, 1 to 500; 20 when absent
   * @param repeats whether the given tracks may be recommended again; false when absent
   * @param exclude track ids that are not to be recommended; none when absent
   */
  record Question(
      @Nullable List<@Nullable String> tracks,
      @Nullable Integer k,
      @Nullable Boolean repeats,
      @Nullable List<@Nullable String> exclude) {}

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

  private final ServedIndex served;
  private final TrackCatalogue catalogue;
  private final String instance;
  private final Clock clock;

  PostRecommendations(ServedIndex served, TrackCatalogue catalogue, String instance, Clock clock) {
    this.served = served;
    this.catalogue = catalogue;
    this.instance = instance;
    this.clock = clock;
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
    if (question.tracks() == null) {
      throw ProblemException.badRequest(
          "The field 'tracks' is missing; give the track ids, oldest first.");
    }
    RecommendationRequest query =
        RecommendationRequest.builder(
                ids("tracks", question.tracks()),
                ApiRequest.inRange(
                    "k",
                    Objects.requireNonNullElse(question.k(), Recommending.K_DEFAULT),
                    1,
                    Recommending.K_MAX))
            .repeats(Objects.requireNonNullElse(question.repeats(), false))
            .excludedTracks(
                Set.copyOf(
                    ids("exclude", Objects.requireNonNullElse(question.exclude(), List.of()))))
            .build();
    ServingIndex index = Recommending.indexOf(served);
    return Answer.json(
        Answer.OK,
        new Body(
            RecommendationView.of(index.recommender().recommend(query), catalogue),
            query.tracks().size(),
            index.version(),
            instance,
            StalenessView.of(Staleness.NONE, clock)));
  }

  private static List<String> ids(String field, List<@Nullable String> given) {
    try {
      return given.stream()
          .map(id -> EventRules.checkId("track id in '" + field + "'", id))
          .toList();
    } catch (InvalidEventException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
  }
}

package io.segue.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.api.Views.RecommendationView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.Staleness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/recommendations:batch}: many questions of {@link PostRecommendations} in one
 * request, for those who would otherwise wait for the network more than for the answers.
 *
 * <p>Takes {@link Questions}, answers 200 with {@link Body}, all answers from one index version and
 * in the order of the questions. A question that cannot be answered has its problem in the answer's
 * place, and the others are answered all the same. 400 for a body that is not a list of questions,
 * or of more than {@value #QUESTIONS_MAX}; 413 for a body over 64 KiB; 503 while no index serves.
 */
final class PostRecommendationBatch implements Endpoint {

  /** More would let one request occupy an instance for too long. */
  static final int QUESTIONS_MAX = 100;

  private static final String PATH = "/v1/recommendations:batch";

  /**
   * What is asked.
   *
   * @param questions each a {@link Question}; read one by one, so that each may be wrong by itself
   */
  record Questions(@Nullable List<@Nullable JsonNode> questions) {}

  /**
   * What became of a question: recommendations or a problem.
   *
   * @param recommendations the tracks, best first
   * @param trackCount how many tracks were given
   * @param problem why there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      @Nullable List<RecommendationView> recommendations,
      @Nullable Integer trackCount,
      @Nullable Problem problem) {}

  /**
   * The answer.
   *
   * @param answers one for each question, in their order
   * @param indexVersion the index version that answered
   * @param instance which instance answered
   * @param staleness always with the state {@code none}
   */
  record Body(List<Entry> answers, String indexVersion, String instance, StalenessView staleness) {}

  private final Surroundings around;

  PostRecommendationBatch(Surroundings around) {
    this.around = around;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Answer answer(ApiRequest request) {
    List<@Nullable JsonNode> questions = Json.read(request.body(), Questions.class).questions();
    if (questions == null) {
      throw ProblemException.badRequest(
          "The field 'questions' is missing; give a list of what /v1/recommendations takes.");
    }
    if (questions.size() > QUESTIONS_MAX) {
      throw ProblemException.badRequest(
          "There are %d questions; ask at most %d at once."
              .formatted(questions.size(), QUESTIONS_MAX));
    }
    ServingIndex index = around.index();
    List<Entry> answers = new ArrayList<>(questions.size());
    for (JsonNode question : questions) {
      answers.add(entry(question, answers.size(), index));
    }
    return Answer.json(
        Answer.OK,
        new Body(answers, index.version(), around.instance(), around.view(Staleness.NONE)));
  }

  private Entry entry(@Nullable JsonNode question, int number, ServingIndex index) {
    try {
      Question asked = Json.read(question, Question.class);
      if (asked.indexVersion() != null) {
        throw ProblemException.badRequest(
            "All questions of a batch are answered from one index version; ask one at a time to"
                + " choose with 'indexVersion'.");
      }
      PostRecommendations.Given given = PostRecommendations.answer(asked, index, around);
      return new Entry(given.recommendations(), given.trackCount(), null);
    } catch (ProblemException e) {
      return new Entry(null, null, e.toProblem(PATH + "#/questions/" + number));
    }
  }
}

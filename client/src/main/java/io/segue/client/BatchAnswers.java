package io.segue.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers to several questions, in their order, all from one index version.
 *
 * @param instance who answered
 */
public record BatchAnswers(
    List<BatchAnswer> answers, String indexVersion, String instance, Staleness staleness) {

  /**
   * The answer to one of the questions: recommendations, or a problem.
   *
   * @param recommendations best first; null where there is a problem
   * @param problem what was wrong with the question; null where it was answered
   */
  public record BatchAnswer(
      @Nullable List<Recommendation> recommendations, int trackCount, @Nullable Problem problem) {}
}

package io.segue.recommender.behaviour;

import io.segue.recommender.Model;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.evaluation.Parallel;
import io.segue.recommender.evaluation.RankedLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts questions to a recommender, exactly as a query puts them: with its index, its fall-backs and
 * without the tracks that the playlist already has. The numbers in the lists are those of the
 * model's vocabulary.
 */
public final class Interview {

  private Interview() {}

  /**
   * Asks.
   *
   * @param k how many recommendations are asked for
   * @param threads how many questions are put at once
   */
  public static RankedLists ask(
      Recommender recommender, List<Question> questions, int k, int threads)
      throws InterruptedException {
    Vocabulary tracks = recommender.model().tracks();
    int[][] lists =
        answers(recommender, questions, k, threads).stream()
            .map(
                answer ->
                    answer.stream()
                        .mapToInt(recommendation -> tracks.indexOf(recommendation.trackId()))
                        .toArray())
            .toArray(int[][]::new);
    return new RankedLists(lists, right(tracks, questions));
  }

  /** The whole answers, in the order of the questions. */
  public static List<List<Recommendation>> answers(
      Recommender recommender, List<Question> questions, int k, int threads)
      throws InterruptedException {
    List<List<Recommendation>> answers =
        new ArrayList<>(Collections.nCopies(questions.size(), List.of()));
    Parallel.forEach(
        questions.size(),
        threads,
        number ->
            answers.set(
                number,
                recommender.recommend(
                    RecommendationRequest.of(questions.get(number).tracks(), k))));
    return answers;
  }

  /**
   * What would be answered by listing the most popular tracks that the playlist does not have: what
   * any model must beat.
   */
  public static RankedLists mostPopular(Model model, List<Question> questions, int k) {
    int[][] lists = new int[questions.size()][];
    for (int number = 0; number < lists.length; number++) {
      lists[number] = mostPopular(model, new HashSet<>(questions.get(number).tracks()), k);
    }
    return new RankedLists(lists, right(model.tracks(), questions));
  }

  private static int[] mostPopular(Model model, Set<String> had, int k) {
    int[] list = new int[Math.min(k, model.tracks().size())];
    int size = 0;
    for (int track = 0; track < model.tracks().size() && size < list.length; track++) {
      if (!had.contains(model.tracks().id(track))) {
        list[size++] = track;
      }
    }
    return Arrays.copyOf(list, size);
  }

  private static int[][] right(Vocabulary tracks, List<Question> questions) {
    int[][] right = new int[questions.size()][];
    for (int number = 0; number < right.length; number++) {
      right[number] = questions.get(number).right().stream().mapToInt(tracks::indexOf).toArray();
    }
    return right;
  }
}

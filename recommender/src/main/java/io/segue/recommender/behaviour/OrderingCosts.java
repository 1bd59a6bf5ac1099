package io.segue.recommender.behaviour;

import io.segue.recommender.Model;
import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.Parallel;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.recommender.ordering.Ordering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What each wish about the order of an answer costs in hits, and what it brings. */
public final class OrderingCosts {

  private static final int REPLICATES = 1_000;

  private OrderingCosts() {}

  /** What a request may wish for besides relevance. */
  private interface Wish {
    void apply(RecommendationRequest.Builder request, int question);
  }

  /**
   * One kind of wish.
   *
   * @param wish its options, as the query API names them
   * @param hitRate the share of questions whose right answer is in the list
   * @param cost that of relevance alone minus {@code hitRate}, question by question
   * @param diversity one minus the mean cosine of two tracks of a list
   * @param artists how many artists a list has; tracks of unknown artists count for one each
   * @param micros the mean time of an answer, in microseconds
   */
  public record Row(
      String wish,
      Estimate hitRate,
      Estimate cost,
      double diversity,
      double artists,
      double micros) {}

  /**
   * Measures.
   *
   * @param questions with one right answer each
   * @param k the length of the lists
   * @param threads how many questions are put at once
   * @return the first row is relevance alone
   */
  public static List<Row> measure(
      Recommender recommender, List<Question> questions, int k, long seed, int threads)
      throws InterruptedException {
    Bootstrap bootstrap = new Bootstrap(REPLICATES, seed, threads);
    List<Row> rows = new ArrayList<>();
    double[] relevance = new double[0];
    for (Map.Entry<String, Wish> wish : wishes(seed).entrySet()) {
      List<List<Recommendation>> lists = new ArrayList<>();
      AtomicLong nanos = new AtomicLong();
      Recommendation[][] answers = new Recommendation[questions.size()][];
      Parallel.forEach(
          questions.size(),
          threads,
          number -> {
            RecommendationRequest.Builder request =
                RecommendationRequest.builder(questions.get(number).tracks(), k);
            wish.getValue().apply(request, number);
            long begin = System.nanoTime();
            answers[number] = recommender.recommend(request.build()).toArray(Recommendation[]::new);
            nanos.addAndGet(System.nanoTime() - begin);
          });
      double[] hits = new double[answers.length];
      for (int number = 0; number < answers.length; number++) {
        String right = questions.get(number).right().get(0);
        lists.add(List.of(answers[number]));
        hits[number] =
            Arrays.stream(answers[number]).anyMatch(r -> r.trackId().equals(right)) ? 1 : 0;
      }
      if (rows.isEmpty()) {
        relevance = hits;
      }
      double[] cost = new double[hits.length];
      for (int number = 0; number < cost.length; number++) {
        cost[number] = relevance[number] - hits[number];
      }
      rows.add(
          new Row(
              wish.getKey(),
              bootstrap.mean(hits),
              bootstrap.mean(cost),
              diversity(recommender.model(), lists, k),
              artists(recommender.model(), lists),
              nanos.get() / 1e3 / Math.max(1, questions.size())));
    }
    return rows;
  }

  private static Map<String, Wish> wishes(long seed) {
    Map<String, Wish> wishes = new LinkedHashMap<>();
    wishes.put("none", (request, question) -> {});
    for (double diversity : new double[] {0.1, 0.3, 0.5, 0.7}) {
      wishes.put(
          "diversity=" + diversity,
          (request, question) -> request.ordering(new Ordering(diversity, 0, 0, 0)));
    }
    for (int spacing : new int[] {1, 2, 5}) {
      wishes.put(
          "artistSpacing=" + spacing,
          (request, question) -> request.ordering(new Ordering(0, spacing, 0, 0)));
    }
    for (int max : new int[] {5, 2, 1}) {
      wishes.put("perArtistMax=" + max, (request, question) -> request.perArtistMax(max));
    }
    for (double exploration : new double[] {0.05, 0.1, 0.2}) {
      wishes.put(
          "exploration=" + exploration,
          (request, question) ->
              request.ordering(new Ordering(0, 0, exploration, seed + question)));
    }
    return wishes;
  }

  private static double diversity(Model model, List<List<Recommendation>> lists, int k) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(r -> model.tracks().indexOf(r.trackId())).toArray())
        .mapToDouble(list -> Leanings.diversity(model, list, k))
        .average()
        .orElse(0);
  }

  private static double artists(Model model, List<List<Recommendation>> lists) {
    long artists = 0;
    for (List<Recommendation> list : lists) {
      Set<Integer> seen = new HashSet<>();
      for (Recommendation recommendation : list) {
        int artist = model.artistOf()[model.tracks().indexOf(recommendation.trackId())];
        artists += artist < 0 || seen.add(artist) ? 1 : 0;
      }
    }
    return (double) artists / Math.max(1, lists.size());
  }
}

package io.segue.recommender.behaviour;

import io.segue.recommender.Model;
import io.segue.recommender.Recommender;
import io.segue.recommender.evaluation.Parallel;
import io.segue.recommender.neighbours.ExactIndex;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.RowFilter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the graph finds what an exact scan finds, for the query vectors that playlists really
 * have.
 */
public final class IndexAgreement {

  private IndexAgreement() {}

  /** The share of the exact k nearest that the graph finds, 0 to 1; 1 where nothing is asked. */
  public static double[] recall(
      Recommender recommender, List<Question> questions, int k, int threads)
      throws InterruptedException {
    Model model = recommender.model();
    NeighbourIndex exact = new ExactIndex(model.vectors());
    NeighbourIndex graph = new HnswIndex(model.vectors(), model.graph(), model.query().efSearch());
    double[] recalls = new double[questions.size()];
    Arrays.fill(recalls, 1);
    Parallel.forEach(
        questions.size(),
        threads,
        number ->
            recommender
                .queryVector(questions.get(number).tracks())
                .ifPresent(query -> recalls[number] = recall(exact, graph, query, k)));
    return recalls;
  }

  private static double recall(NeighbourIndex exact, NeighbourIndex graph, float[] query, int k) {
    int[] wanted = exact.search(query, k, RowFilter.ALL).rows();
    Set<Integer> found = new HashSet<>();
    for (int row : graph.search(query, k, RowFilter.ALL).rows()) {
      found.add(row);
    }
    int agreed = 0;
    for (int row : wanted) {
      agreed += found.contains(row) ? 1 : 0;
    }
    return wanted.length == 0 ? 1 : (double) agreed / wanted.length;
  }
}

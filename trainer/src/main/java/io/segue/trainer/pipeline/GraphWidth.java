package io.segue.trainer.pipeline;

import io.segue.recommender.Model;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.neighbours.ExactIndex;
import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.trials.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses how widely a model's graph is searched. */
final class GraphWidth {

  /** Of the neighbours that an exact scan finds, the share that the graph must find. */
  private static final double RECALL_WANTED = 0.99;

  private static final int QUERIES = 200;
  private static final long SEED = 1;

  private GraphWidth() {}

  /**
   * The model with the narrowest of the widths that finds {@value #RECALL_WANTED} of the right
   * neighbours, or else with the widest.
   *
   * @param widths at least one, ascending
   */
  static Model tuned(Model model, List<Integer> widths) {
    float[][] queries = queries(model);
    NeighbourIndex exact = new ExactIndex(model.vectors());
    List<Neighbours> right =
        Arrays.stream(queries).map(query -> exact.search(query, Metrics.K, row -> true)).toList();
    int chosen = widths.get(0);
    for (int width : widths) {
      chosen = width;
      if (recall(new HnswIndex(model.vectors(), model.graph(), width), queries, right)
          >= RECALL_WANTED) {
        break;
      }
    }
    QuerySettings query = model.query();
    return model.withQuery(new QuerySettings(query.lastTracks(), query.decay(), chosen));
  }

  /** Between two tracks each, as queries of several tracks are. */
  private static float[][] queries(Model model) {
    VectorTable vectors = model.vectors();
    Random random = new Random(SEED);
    float[][] queries = new float[QUERIES][vectors.stride()];
    for (float[] query : queries) {
      for (int i = 0; i < 2; i++) {
        VectorMath.addScaled(
            query,
            0,
            vectors.values(),
            vectors.offset(random.nextInt(vectors.rows())),
            1,
            vectors.stride());
      }
      VectorMath.normalise(query, 0, query.length);
    }
    return queries;
  }

  private static double recall(NeighbourIndex index, float[][] queries, List<Neighbours> right) {
    double found = 0;
    double wanted = 0;
    for (int q = 0; q < queries.length; q++) {
      Set<Integer> rows = Arrays.stream(right.get(q).rows()).boxed().collect(Collectors.toSet());
      wanted += rows.size();
      found +=
          Arrays.stream(index.search(queries[q], Metrics.K, row -> true).rows())
              .filter(rows::contains)
              .count();
    }
    return found / wanted;
  }
}

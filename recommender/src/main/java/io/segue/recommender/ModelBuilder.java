package io.segue.recommender;

import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import java.util.function.IntConsumer;

/** Makes a model, without a ranking part, of what training found. */
public final class ModelBuilder {

  private ModelBuilder() {}

  /**
   * Normalises the vectors, builds the graph and puts the model together.
   *
   * @param tracks the tracks of the training data, by descending count
   * @param counts how often each occurs
   * @param artists the artists of the training data
   * @param artistOf the artist's number by the track's, -1 where not known
   * @param trained the vectors of the first {@code trained.rows()} tracks, as training left them
   * @param query how queries are made
   * @param hnsw how the graph is built
   * @param threads how many threads build the graph; with one, equal input gives equal bytes
   * @param progress told now and then, from any thread, how many vectors are in the graph
   */
  public static Model build(
      Vocabulary tracks,
      int[] counts,
      Vocabulary artists,
      int[] artistOf,
      VectorTable trained,
      QuerySettings query,
      HnswSettings hnsw,
      int threads,
      IntConsumer progress) {
    VectorTable vectors = trained.normalised();
    HnswGraph graph = HnswBuilder.build(vectors, hnsw, threads, progress);
    return new Model(tracks, counts, artists, artistOf, vectors, graph, query, null);
  }
}

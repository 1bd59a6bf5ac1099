package io.segue.recommender.retrieval;

import io.segue.recommender.neighbours.HnswGraph;

/**
 * The nearest-neighbour graph over the outputs of a next-track model, which finds the tracks that
 * it expects most without looking at all of them.
 *
 * @param model one whose outputs have length 1, so that inner products are cosines
 * @param graph over {@code model.outputs()}
 */
public record NextTrackGraph(NextTrackModel model, HnswGraph graph) {

  /**
   * Checks that graph and vectors belong together.
   *
   * @throws IllegalArgumentException when they do not
   */
  public NextTrackGraph {
    if (!(model.scale() > 0)) {
      throw new IllegalArgumentException("nearest neighbours need outputs of length 1");
    }
    if (graph.size() != model.outputs().rows()) {
      throw new IllegalArgumentException(
          "the graph links %d rows, the model has %d"
              .formatted(graph.size(), model.outputs().rows()));
    }
  }
}

package io.segue.recommender.retrieval;

import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.vectors.VectorTable;

/**
 * Vectors by which tracks are alike, and the graph that finds the nearest.
 *
 * @param vectors of the first tracks by number, each of length 1
 * @param graph over all of them
 */
public record TrackVectors(VectorTable vectors, HnswGraph graph) {}

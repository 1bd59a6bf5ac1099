package io.segue.recommender;

import io.segue.recommender.neighbours.HnswGraph;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.vectors.VectorTable;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one index version knows: published whole, swapped whole, rolled back whole.
 *
 * <p>Tracks are numbered by descending count, so those that are frequent enough to have a vector
 * are the first {@code vectors.rows()} of the vocabulary, and lower numbers are more popular.
 *
 * <p>Immutable by agreement: the arrays are not copied, and nobody writes to them.
 *
 * @param tracks the tracks of the training data
 * @param counts how often each track occurs there, by its number; descending
 * @param artists the artists of the training data
 * @param artistOf the artist's number by the track's number, -1 where the artist is not known
 * @param vectors the track vectors, each of length 1
 * @param graph the nearest-neighbour graph over {@code vectors}
 * @param query how vector queries are made of tracks
 * @param ranking past sessions and what was learnt from them, over the same numbers of tracks; null
 *     when there is none, and answers come from the vectors
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared on purpose, never compared
public record Model(
    Vocabulary tracks,
    int[] counts,
    Vocabulary artists,
    int[] artistOf,
    VectorTable vectors,
    HnswGraph graph,
    QuerySettings query,
    @Nullable RankingModel ranking) {

  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException naming the first fault
   */
  public Model {
    int size = tracks.size();
    if (counts.length != size || artistOf.length != size) {
      throw new IllegalArgumentException(
          "%d tracks have %d counts and %d artists"
              .formatted(size, counts.length, artistOf.length));
    }
    if (vectors.rows() > size || graph.size() != vectors.rows()) {
      throw new IllegalArgumentException(
          "%d tracks have %d vectors, %d of them in the graph"
              .formatted(size, vectors.rows(), graph.size()));
    }
    if (ranking != null && ranking.index().tracks() != size) {
      throw new IllegalArgumentException(
          "%d tracks have a ranking of %d".formatted(size, ranking.index().tracks()));
    }
    for (int track = 0; track < size; track++) {
      if (artistOf[track] < -1 || artistOf[track] >= artists.size()) {
        throw new IllegalArgumentException("track %d has an unknown artist".formatted(track));
      }
      if (track > 0 && counts[track] > counts[track - 1]) {
        throw new IllegalArgumentException("tracks are not ordered by descending count");
      }
    }
  }

  /** The same with another way of making vector queries. */
  public Model withQuery(QuerySettings other) {
    return new Model(tracks, counts, artists, artistOf, vectors, graph, other, ranking);
  }

  /** The same with another ranking part, or with none. */
  public Model withRanking(@Nullable RankingModel other) {
    return new Model(tracks, counts, artists, artistOf, vectors, graph, query, other);
  }

  /** Whether a track has a vector, given its number in the vocabulary or -1. */
  public boolean hasVector(int track) {
    return track >= 0 && track < vectors.rows();
  }
}

package io.segue.recommender.retrieval;

import java.util.List;

/**
 * Scores tracks that are candidates already, and proposes none. Otherwise as {@link
 * CandidateSource}: it owns neighbouring columns, and belongs to one thread at a time.
 */
public interface CandidateScorer {

  /** The names of its columns, in order; unique among all sources and scorers. */
  List<String> columns();

  /**
   * Scores candidates.
   *
   * @param query the playlist; may be empty
   * @param table the candidates, and where to write
   * @param slots which of them to score; the others keep their 0
   * @param size how many of {@code slots} count
   * @param firstColumn where the scorer's own columns begin
   */
  void score(Query query, CandidateTable table, int[] slots, int size, int firstColumn);
}

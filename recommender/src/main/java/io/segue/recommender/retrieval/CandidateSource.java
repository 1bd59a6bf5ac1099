package io.segue.recommender.retrieval;

import java.util.List;

/**
 * Proposes tracks that could come next, with scores.
 *
 * <p>A source owns one or more neighbouring columns of the candidate table. It writes only to
 * those, only scores of 0 or more, and only for tracks of the vocabulary; what the other columns
 * hold never changes what it writes. The same query gives the same scores.
 *
 * <p>A source holds the working memory of one query, so it belongs to one thread at a time; what it
 * looks things up in is shared. A query allocates nothing that grows with the catalogue; working
 * memory may, by a few bytes a track or session.
 */
public interface CandidateSource {

  /** The names of its columns, in order; a name that comes again is that of another view. */
  List<String> columns();

  /**
   * Adds candidates and their scores.
   *
   * @param query the playlist; may be empty
   * @param table where to write
   * @param firstColumn where the source's own columns begin
   */
  void propose(Query query, CandidateTable table, int firstColumn);
}

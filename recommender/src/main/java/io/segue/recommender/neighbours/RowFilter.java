package io.segue.recommender.neighbours;

/** Which rows may be in an answer. */
@FunctionalInterface
public interface RowFilter {

  /** Accepts every row. */
  RowFilter ALL = row -> true;

  /** Whether the row may be in the answer; must say the same throughout a search. */
  boolean accepts(int row);
}

package io.segue.recommender.evaluation;

/**
 * What was recommended in a number of cases, and what would have been right. Tracks are numbers,
 * whichever numbering the lists came with.
 *
 * <p>Two cases, three recommendations each, one right answer in the first, two in the second:
 * {@code lists = {{7, 2, 9}, {1, 0, 4}}, right = {{2}, {4, 8}}}.
 *
 * @param lists by case, best first, none twice in a list
 * @param right by case, at least one and none twice; -1 for a track that has no number and so can
 *     never be recommended
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record RankedLists(int[][] lists, int[][] right) {

  /** Checks that there are as many of one as of the other. */
  public RankedLists {
    if (lists.length != right.length) {
      throw new IllegalArgumentException(
          "%d lists have %d sets of right answers".formatted(lists.length, right.length));
    }
  }

  /** How many cases there are. */
  public int cases() {
    return lists.length;
  }
}

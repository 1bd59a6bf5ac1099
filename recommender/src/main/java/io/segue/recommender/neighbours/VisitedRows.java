package io.segue.recommender.neighbours;

import java.util.Arrays;

/** A set of rows that is emptied in constant time: a row is in it if it bears the current mark. */
final class VisitedRows {

  private final int[] marks;
  private int mark;

  VisitedRows(int size) {
    marks = new int[size];
  }

  void clear() {
    mark++;
    if (mark == 0) {
      Arrays.fill(marks, 0);
      mark = 1;
    }
  }

  /** Adds the row and returns 1 if it was new, else 0: for loops that must not branch on it. */
  int addAndCount(int row) {
    int isNew = marks[row] == mark ? 0 : 1;
    marks[row] = mark;
    return isNew;
  }

  /** Adds the row and tells whether it was new. */
  boolean add(int row) {
    if (marks[row] == mark) {
      return false;
    }
    marks[row] = mark;
    return true;
  }
}

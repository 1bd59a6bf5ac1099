package io.segue.trainer.prequential;

import java.util.List;

/**
 * One of those who are examined side by side.
 *
 * @param name what it is called
 * @param answers answers
 */
record Arm(String name, Answers answers) {

  /** Says what should play next. */
  @FunctionalInterface
  interface Answers {

    /** The best next tracks of a playlist, best first, none of its own. */
    List<String> next(List<String> tracks, int k);
  }
}

package io.segue.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * How far something had come at which time of a clock, and so how long a stretch of it took. Not
 * thread-safe.
 */
final class Pace {

  private record Note(double seconds, long done) {}

  private final List<Note> notes = new ArrayList<>();

  /**
   * Notes how far it has come.
   *
   * @param seconds of whatever clock, never going back
   * @param done never going back
   */
  void note(double seconds, long done) {
    notes.add(new Note(seconds, done));
  }

  /**
   * How long it took from one point to another; between two notes it is taken to be steady.
   *
   * @throws IllegalArgumentException when it did not come so far, or began later
   */
  double seconds(long from, long to) {
    return at(to) - at(from);
  }

  /** How much a second was done between two points. */
  double perSecond(long from, long to) {
    return (to - from) / seconds(from, to);
  }

  private double at(long done) {
    Note before = null;
    for (Note note : notes) {
      if (note.done() >= done) {
        if (note.done() == done) {
          return note.seconds();
        }
        if (before == null) {
          break;
        }
        double share = (double) (done - before.done()) / (note.done() - before.done());
        return before.seconds() + share * (note.seconds() - before.seconds());
      }
      before = note;
    }
    throw new IllegalArgumentException("nothing was noted on both sides of " + done);
  }
}

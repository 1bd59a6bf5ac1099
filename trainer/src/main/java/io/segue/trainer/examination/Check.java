package io.segue.trainer.examination;

/**
 * One thing that the gate looks at.
 *
 * @param name a short name, such as "index recall"
 * @param value what was measured
 * @param bound what was demanded
 * @param direction which side of the bound is the good one
 * @param outcome how it went
 * @param about a sentence that says what was measured, on how many cases or why not
 */
public record Check(
    String name, double value, double bound, Direction direction, Outcome outcome, String about) {

  /** Which side of a bound is the good one. */
  public enum Direction {
    /** The value must not be below the bound. */
    AT_LEAST,
    /** The value must not be above the bound. */
    AT_MOST
  }

  /** How a check went. */
  public enum Outcome {
    /** The value is on the good side. */
    PASSED,
    /** It is not. */
    FAILED,
    /** There was too little to measure it on. */
    SKIPPED
  }

  static Check atLeast(String name, double value, double bound, String about) {
    return new Check(
        name,
        value,
        bound,
        Direction.AT_LEAST,
        value >= bound ? Outcome.PASSED : Outcome.FAILED,
        about);
  }

  static Check atMost(String name, double value, double bound, String about) {
    return new Check(
        name,
        value,
        bound,
        Direction.AT_MOST,
        value <= bound ? Outcome.PASSED : Outcome.FAILED,
        about);
  }

  /** The same check, as one that there was too little for. */
  Check skipped(String why) {
    return new Check(name, value, bound, direction, Outcome.SKIPPED, why);
  }
}

package io.segue.app.quality;

/**
 * How much is examined.
 *
 * @param share the share of the events that are examined, 0 to 1; 0 turns exams off
 * @param budget how much time exams may take, as a share of one processor, above 0; what would take
 *     more is left out
 */
public record ExamSettings(double share, double budget) {

  /** The default of {@code share}. */
  public static final double SHARE_DEFAULT = 0.1;

  /** The default of {@code budget}. */
  public static final double BUDGET_DEFAULT = 0.2;

  /** The defaults. */
  public static final ExamSettings DEFAULTS = new ExamSettings(SHARE_DEFAULT, BUDGET_DEFAULT);

  /** Checks the ranges. */
  public ExamSettings {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of events that are examined lies between 0 and 1, " + share + " does not");
    }
    if (!(budget > 0 && budget <= Runtime.getRuntime().availableProcessors())) {
      throw new IllegalArgumentException(
          "the budget of exams must be above 0 and no more than there are processors, not "
              + budget);
    }
  }
}

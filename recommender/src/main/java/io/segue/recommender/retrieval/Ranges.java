package io.segue.recommender.retrieval;

/** Checks that settings lie where they have a meaning, and says so when they do not. */
public final class Ranges {

  private Ranges() {}

  /** Refuses numbers below 1. */
  public static void atLeastOne(String name, int value) {
    between(name, value, 1, Integer.MAX_VALUE);
  }

  /** Refuses numbers below {@code min} or above {@code max}. */
  public static void between(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must lie between %d and %d, %d does not".formatted(name, min, max, value));
    }
  }

  /** Refuses 0, negative numbers and what is no number. */
  public static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be above 0 and finite, not " + value);
    }
  }

  /** Refuses 0, negative numbers and numbers above 1. */
  public static void share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, not " + value);
    }
  }

  /** Refuses infinities and what is no number. */
  public static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite number, not " + value);
    }
  }
}

package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {

  /** Longer texts take too much room in a table. */
  private static final int SHORT = 6;

  private static final double SECONDS_PER_MINUTE = 60;

  private Numbers() {}

  /** 1,234,567. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** 0.1234, and 12.34 for numbers that are not shares. */
  static String metric(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.2f", value);
  }

  /** 12.3 %. */
  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.2f %%" : "%.1f %%", share * 100);
  }

  /** 0.1200 to 0.1300. */
  static String interval(Estimate estimate) {
    return metric(estimate.low()) + " to " + metric(estimate.high());
  }

  /** A parameter's value as it is, but numbers of many digits cut down to four of them. */
  static String parameter(String value) {
    if (value.length() <= SHORT) {
      return value;
    }
    try {
      return rounded(Double.parseDouble(value), 4);
    } catch (NumberFormatException e) {
      return value;
    }
  }

  /** So many digits from the first that is not 0, and no zeros at the end: 0.0123, 250. */
  static String rounded(double value, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** 12.3 s, or 4 min 5 s. */
  static String duration(double seconds) {
    if (seconds < SECONDS_PER_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return "%d min %d s".formatted(whole / 60, whole % 60);
  }
}

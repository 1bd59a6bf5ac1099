package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {

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

  /** 12.3 s, or 4 min 5 s. */
  static String duration(double seconds) {
    if (seconds < SECONDS_PER_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return "%d min %d s".formatted(whole / 60, whole % 60);
  }
}

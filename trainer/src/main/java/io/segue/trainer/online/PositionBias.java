package io.segue.trainer.online;

import java.util.Arrays;
import java.util.Locale;

/**
 * How much less a track is looked at the further down it is shown: in proportion to its rank to the
 * power of minus {@code exponent}. Who learns from what listeners chose of a list gives each choice
 * the inverse of that as its weight, and so learns what they would have chosen of a list in no
 * order (inverse propensity weighting: Joachims, Swaminathan and Schnabel, WSDM 2017).
 *
 * <p>The exponent is told by tracks that were shown at ranks that were drawn by chance, since only
 * there the rank has nothing to do with how good the track is.
 *
 * @param exponent 0 for no bias, or not known
 * @param standardError of the exponent, 0 when it is not known
 * @param plays how many plays of tracks at random ranks tell it
 */
public record PositionBias(double exponent, double standardError, long plays) {

  /** Fewer plays tell nothing. */
  static final int PLAYS_MIN = 50;

  private static final double EXPONENT_MAX = 3;

  /** What is shown far down and is chosen all the same must not drown all else. */
  private static final double WEIGHT_MAX = 10;

  private static final int STEPS = 60;

  /** Nothing is known. */
  public static final PositionBias NONE = new PositionBias(0, 0, 0);

  /**
   * The exponent that makes what was seen most likely, if each track at rank r is played with a
   * probability of c r^-exponent, which is small.
   *
   * @param shown how many tracks were shown at rank i + 1, drawn by chance
   * @param played how many of them were played next
   */
  static PositionBias of(long[] shown, long[] played) {
    long plays = Arrays.stream(played).sum();
    if (plays < PLAYS_MIN) {
      return new PositionBias(0, 0, plays);
    }
    // The logarithm of the likelihood is concave, so its maximum lies where the slope is 0.
    double low = 0;
    double high = EXPONENT_MAX;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (slope(shown, played, middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double variance = moments(shown, low)[1];
    return new PositionBias(low, variance > 0 ? 1 / Math.sqrt(plays * variance) : 0, plays);
  }

  private static double slope(long[] shown, long[] played, double exponent) {
    double logRanks = 0;
    long plays = 0;
    for (int i = 0; i < played.length; i++) {
      logRanks += played[i] * Math.log(i + 1.0);
      plays += played[i];
    }
    return plays * moments(shown, exponent)[0] - logRanks;
  }

  /** Mean and variance of the logarithm of the rank of a play. */
  private static double[] moments(long[] shown, double exponent) {
    double sum = 0;
    double logs = 0;
    double squares = 0;
    for (int i = 0; i < shown.length; i++) {
      double log = Math.log(i + 1.0);
      double weight = shown[i] * Math.pow(i + 1.0, -exponent);
      sum += weight;
      logs += weight * log;
      squares += weight * log * log;
    }
    double mean = sum == 0 ? 0 : logs / sum;
    return new double[] {mean, sum == 0 ? 0 : squares / sum - mean * mean};
  }

  /** What a play counts whose track was shown at a rank from 1 on; 1 or more. */
  public double weight(int rank) {
    return Math.min(WEIGHT_MAX, Math.pow(rank, exponent));
  }

  /** In a sentence. */
  public String sentence() {
    return plays < PLAYS_MIN
        ? "Position bias is not corrected: %d plays of tracks at random ranks (segue serve with exploration) do not tell it, %d are needed."
            .formatted(plays, PLAYS_MIN)
        : String.format(
            Locale.ROOT,
            "Position bias: what is shown at rank r is looked at in proportion to r^-%.2f (± %.2f,"
                + " from %,d plays of tracks at random ranks); plays count by the inverse.",
            exponent,
            standardError,
            plays);
  }
}

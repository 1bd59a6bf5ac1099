package io.segue.recommender.retrieval;

/**
 * How sequence rules are read off past sessions.
 *
 * @param lastTracks how many of the playlist's latest different tracks are looked up
 * @param occurrences how many of each track's most recent occurrences are looked at
 * @param steps how many events after and before an occurrence count
 * @param distanceExponent a track d events away weighs d to the power of minus this
 * @param prefixDecay a playlist track of age a weighs this to the power of a
 * @param countExponent a playlist track's weight is divided by its count to this power: 0 counts
 *     transitions, 1 gives their probabilities
 */
public record RuleSettings(
    int lastTracks,
    int occurrences,
    int steps,
    double distanceExponent,
    double prefixDecay,
    double countExponent) {

  /** No rule looks farther than this. */
  public static final int STEPS_MAX = 1_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public RuleSettings {
    Ranges.atLeastOne("lastTracks", lastTracks);
    Ranges.atLeastOne("occurrences", occurrences);
    Ranges.between("steps", steps, 1, STEPS_MAX);
    Ranges.finite("distanceExponent", distanceExponent);
    Ranges.finite("prefixDecay", prefixDecay);
    Ranges.finite("countExponent", countExponent);
  }

  /** A start that is good on music and shop sessions. */
  public static final RuleSettings DEFAULTS = new RuleSettings(10, 1_000, 10, 0.5, 0.8, 0.5);
}

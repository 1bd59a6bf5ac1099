package io.segue.recommender.retrieval;

/**
 * How neighbouring sessions are found and weighed.
 *
 * @param lastTracks how many of the playlist's latest different tracks are looked up
 * @param occurrences how many of each track's most recent occurrences are looked at
 * @param neighbours how many sessions are neighbours, the most similar ones
 * @param positionDecay a playlist track of age a weighs exp(-a / positionDecay)
 * @param idfExponent a playlist track weighs log(sessions / count) to this power
 * @param lengthExponent a session's similarity is divided by its length to this power
 * @param ageDecay a session that n of all N sessions are newer than weighs exp(-n / (N ·
 *     ageDecay)); STAN's time decay, with the number of sessions for a clock
 * @param distanceExponent in the column that heeds distance, a track d events after the track in
 *     common weighs d to the power of minus this
 * @param backwardWeight the same for tracks before the track in common, as a factor
 */
public record NeighbourSettings(
    int lastTracks,
    int occurrences,
    int neighbours,
    double positionDecay,
    double idfExponent,
    double lengthExponent,
    double ageDecay,
    double distanceExponent,
    double backwardWeight) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public NeighbourSettings {
    Ranges.atLeastOne("lastTracks", lastTracks);
    Ranges.atLeastOne("occurrences", occurrences);
    Ranges.atLeastOne("neighbours", neighbours);
    Ranges.positive("positionDecay", positionDecay);
    Ranges.finite("idfExponent", idfExponent);
    Ranges.finite("lengthExponent", lengthExponent);
    Ranges.positive("ageDecay", ageDecay);
    Ranges.finite("distanceExponent", distanceExponent);
    Ranges.finite("backwardWeight", backwardWeight);
  }

  /** A start that is good on music and shop sessions. */
  public static final NeighbourSettings DEFAULTS =
      new NeighbourSettings(20, 5_000, 500, 4, 2, 0.5, 1, 0.5, 0.5);

  /** The same with another number of latest tracks. */
  public NeighbourSettings withLastTracks(int other) {
    return new NeighbourSettings(
        other,
        occurrences,
        neighbours,
        positionDecay,
        idfExponent,
        lengthExponent,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another number of occurrences. */
  public NeighbourSettings withOccurrences(int other) {
    return new NeighbourSettings(
        lastTracks,
        other,
        neighbours,
        positionDecay,
        idfExponent,
        lengthExponent,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another number of neighbours. */
  public NeighbourSettings withNeighbours(int other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        other,
        positionDecay,
        idfExponent,
        lengthExponent,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another position decay. */
  public NeighbourSettings withPositionDecay(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        other,
        idfExponent,
        lengthExponent,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another exponent of the idf. */
  public NeighbourSettings withIdfExponent(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        positionDecay,
        other,
        lengthExponent,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another exponent of the length. */
  public NeighbourSettings withLengthExponent(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        positionDecay,
        idfExponent,
        other,
        ageDecay,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another age decay. */
  public NeighbourSettings withAgeDecay(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        positionDecay,
        idfExponent,
        lengthExponent,
        other,
        distanceExponent,
        backwardWeight);
  }

  /** The same with another exponent of the distance. */
  public NeighbourSettings withDistanceExponent(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        positionDecay,
        idfExponent,
        lengthExponent,
        ageDecay,
        other,
        backwardWeight);
  }

  /** The same with another backward weight. */
  public NeighbourSettings withBackwardWeight(double other) {
    return new NeighbourSettings(
        lastTracks,
        occurrences,
        neighbours,
        positionDecay,
        idfExponent,
        lengthExponent,
        ageDecay,
        distanceExponent,
        other);
  }
}

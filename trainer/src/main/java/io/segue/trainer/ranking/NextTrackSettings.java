package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.Ranges;

/**
 * How next-track vectors are trained.
 *
 * @param dimension the length of a vector
 * @param ages how many of a playlist's latest tracks are read
 * @param tied whether a track's input vector is its output vector, too
 * @param scale if above 0, outputs have length 1 and the playlist's vector has this one
 * @param negatives how many counter-examples are drawn for each session
 * @param negativeExponent they are drawn in proportion to count to this power
 * @param epochs how often all sessions are read
 * @param learningRate the step size of Adagrad at the start; it falls to a tenth
 * @param dropout the share of the playlist's tracks that is left out at random
 * @param decay how much vectors shrink with each step, as a factor of the step
 * @param seed of every random choice
 */
public record NextTrackSettings(
    int dimension,
    int ages,
    boolean tied,
    double scale,
    int negatives,
    double negativeExponent,
    int epochs,
    double learningRate,
    double dropout,
    double decay,
    long seed) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public NextTrackSettings {
    Ranges.between("dimension", dimension, 1, 4_096);
    Ranges.between("ages", ages, 1, 1_000);
    Ranges.between("negatives", negatives, 1, 100_000);
    Ranges.between("epochs", epochs, 1, 1_000);
    Ranges.positive("learningRate", learningRate);
    Ranges.finite("negativeExponent", negativeExponent);
    if (!(scale >= 0 && scale <= 100)) {
      throw new IllegalArgumentException("scale must lie between 0 and 100, not " + scale);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be at least 0 and below 1, not " + dropout);
    }
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("decay must be at least 0 and below 1, not " + decay);
    }
  }

  /** Vectors that know what follows. */
  public static final NextTrackSettings DIRECTED =
      new NextTrackSettings(96, 10, false, 0, 128, 0.5, 8, 0.05, 0.2, 0.004, 1);

  /** Vectors that know what belongs together. */
  public static final NextTrackSettings TIED =
      new NextTrackSettings(96, 10, true, 12, 128, 0.5, 6, 0.1, 0.2, 0, 2);

  /** The same with another length of the vectors. */
  public NextTrackSettings withDimension(int other) {
    return new NextTrackSettings(
        other,
        ages,
        tied,
        scale,
        negatives,
        negativeExponent,
        epochs,
        learningRate,
        dropout,
        decay,
        seed);
  }

  /** The same with another number of epochs. */
  public NextTrackSettings withEpochs(int other) {
    return new NextTrackSettings(
        dimension,
        ages,
        tied,
        scale,
        negatives,
        negativeExponent,
        other,
        learningRate,
        dropout,
        decay,
        seed);
  }
}

package io.segue.trainer.ranking;

/**
 * How next-track vectors are trained.
 *
 * @param dimension the length of a vector
 * @param ages how many of a playlist's latest tracks are read
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
    int negatives,
    double negativeExponent,
    int epochs,
    double learningRate,
    double dropout,
    double decay,
    long seed) {

  /** A start that is good on music sessions. */
  public static final NextTrackSettings DEFAULTS =
      new NextTrackSettings(96, 10, 128, 0.5, 8, 0.05, 0.2, 0.004, 1);

  /** The same with another length of the vectors. */
  public NextTrackSettings withDimension(int other) {
    return new NextTrackSettings(
        other, ages, negatives, negativeExponent, epochs, learningRate, dropout, decay, seed);
  }

  /** The same with another number of epochs. */
  public NextTrackSettings withEpochs(int other) {
    return new NextTrackSettings(
        dimension, ages, negatives, negativeExponent, other, learningRate, dropout, decay, seed);
  }
}

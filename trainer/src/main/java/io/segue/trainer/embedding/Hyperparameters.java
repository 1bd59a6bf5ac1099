package io.segue.trainer.embedding;

/**
 * What a training run can be told. Names, meanings and defaults are gensim's, except where said.
 *
 * @param algorithm which model is trained
 * @param vectorSize the length of a track's vector, 1 to 4,096
 * @param window how many tracks to each side count as neighbours at most, 1 to 1,000; for each
 *     position the window is drawn anew from 1 to this
 * @param negative how many tracks are drawn as counter-examples, 1 to 100. Here they are drawn once
 *     for a whole window and shared by all of its neighbours, and rounded up to 3, 7, 11, …: with
 *     the track in the middle that fills the tiles of 4 which are computed anyway, and makes up for
 *     what sharing costs in quality
 * @param nsExponent counter-examples are drawn in proportion to count^nsExponent, -2 to 2
 * @param minCount tracks that occur less often get no vector, 1 or more
 * @param sample tracks whose share of all occurrences is above this are thinned out, 0 to 1; 0
 *     keeps all
 * @param epochs how often the corpus is read, 1 to 10,000
 * @param learningRate the step size at the start, above 0 and at most 1
 * @param learningRateMin the step size at the end, 0 to {@code learningRate}; in between it falls
 *     linearly with the tracks read
 * @param seed of every random choice
 * @param threads how many threads train at once on the same vectors, without locks; 1 to 256. With
 *     one thread the same seed gives the same bits on the same kind of processor
 * @param family which {@link ModelFamily} is trained; the others say what they make of the rest
 */
public record Hyperparameters(
    Algorithm algorithm,
    int vectorSize,
    int window,
    int negative,
    double nsExponent,
    int minCount,
    double sample,
    int epochs,
    double learningRate,
    double learningRateMin,
    long seed,
    int threads,
    String family) {

  /** gensim's defaults, with a vector size of 48, a window of 10 and 30 epochs. */
  public static final Hyperparameters DEFAULTS =
      new Hyperparameters(Algorithm.SKIP_GRAM, 48, 10, 5, 0.75, 5, 1e-3, 30, 0.025, 0.0001, 42, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first hyperparameter that is out of its range
   */
  public Hyperparameters {
    check("vector_size", vectorSize, 1, 4_096);
    check("window", window, 1, 1_000);
    check("negative", negative, 1, 100);
    check("ns_exponent", nsExponent, -2, 2);
    check("min_count", minCount, 1, Integer.MAX_VALUE);
    check("sample", sample, 0, 1);
    check("epochs", epochs, 1, 10_000);
    check("learning_rate", learningRate, 1e-9, 1);
    check("learning_rate_min", learningRateMin, 0, learningRate);
    check("threads", threads, 1, 256);
  }

  /** Of the family {@value ModelFamilies#PROD2VEC}. */
  public Hyperparameters(
      Algorithm algorithm,
      int vectorSize,
      int window,
      int negative,
      double nsExponent,
      int minCount,
      double sample,
      int epochs,
      double learningRate,
      double learningRateMin,
      long seed,
      int threads) {
    this(
        algorithm,
        vectorSize,
        window,
        negative,
        nsExponent,
        minCount,
        sample,
        epochs,
        learningRate,
        learningRateMin,
        seed,
        threads,
        ModelFamilies.PROD2VEC);
  }

  /** The same for another family. */
  public Hyperparameters withFamily(String other) {
    return new Hyperparameters(
        algorithm,
        vectorSize,
        window,
        negative,
        nsExponent,
        minCount,
        sample,
        epochs,
        learningRate,
        learningRateMin,
        seed,
        threads,
        other);
  }

  /** The same with another number of threads. */
  public Hyperparameters withThreads(int other) {
    return new Hyperparameters(
        algorithm,
        vectorSize,
        window,
        negative,
        nsExponent,
        minCount,
        sample,
        epochs,
        learningRate,
        learningRateMin,
        seed,
        other,
        family);
  }

  private static void check(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          name + " must be between " + text(min) + " and " + text(max) + ", not " + text(value));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

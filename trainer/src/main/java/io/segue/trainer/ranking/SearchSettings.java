package io.segue.trainer.ranking;

/**
 * How a good configuration is searched for.
 *
 * @param tuningCases on how many cases a source's settings are tried
 * @param trainingCases from how many cases, at most, of each stretch of time the ranker learns
 * @param validationCases on how many cases configurations are compared
 * @param negatives how many wrong candidates stand against a right one
 * @param futureShare the share of the sessions that makes one stretch of time: the newest such
 *     share is the hold-out, the share before it is what rankers learn from until one is chosen
 * @param shortlist how many candidates are ranked, if the budget allows
 * @param microsMax the budget: how long a query may take at the median
 * @param nextTrack how next-track vectors are trained
 * @param trees how trees are boosted
 * @param threads how many threads to use
 * @param seed of every random choice
 */
public record SearchSettings(
    int tuningCases,
    int trainingCases,
    int validationCases,
    int negatives,
    double futureShare,
    int shortlist,
    double microsMax,
    NextTrackSettings nextTrack,
    TreeSettings trees,
    int threads,
    long seed) {

  /** What the command line uses. */
  public static final SearchSettings DEFAULTS =
      new SearchSettings(
          3_000,
          70_000,
          10_000,
          30,
          0.1,
          150,
          2_000,
          NextTrackSettings.DEFAULTS,
          TreeSettings.DEFAULTS,
          2,
          1);

  /** The same for another number of threads and another seed. */
  public SearchSettings with(int otherThreads, long otherSeed) {
    return new SearchSettings(
        tuningCases,
        trainingCases,
        validationCases,
        negatives,
        futureShare,
        shortlist,
        microsMax,
        nextTrack,
        trees,
        otherThreads,
        otherSeed);
  }

  /**
   * About that share of the work: fewer cases, fewer rounds and epochs.
   *
   * @param share above 0, at most 1
   * @param cases how many training cases each stretch of time has at most
   * @param otherNextTrack how next-track vectors are trained, before their epochs are scaled
   */
  public SearchSettings scaledTo(double share, int cases, NextTrackSettings otherNextTrack) {
    // What is learnt gets better with the cases and with the rounds: half the cut for each.
    double root = Math.sqrt(share);
    return new SearchSettings(
        (int) Math.max(300, tuningCases * share),
        (int) Math.max(1_000, cases * root),
        (int) Math.max(1_000, validationCases * share),
        negatives,
        futureShare,
        shortlist,
        microsMax,
        otherNextTrack.withEpochs((int) Math.max(3, otherNextTrack.epochs() * root)),
        trees.withRounds((int) Math.max(40, trees.rounds() * root)),
        threads,
        seed);
  }
}

package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.Ranges;
import java.util.List;

/**
 * How a good configuration is searched for.
 *
 * @param objective what is to be good
 * @param asked which events of the sessions are asked for
 * @param tuningCases on how many cases a source's settings are tried
 * @param trainingCases from how many cases, at most, of each stretch of time the ranker learns
 * @param validationCases on how many cases configurations are compared
 * @param negatives how many wrong candidates stand against a right one
 * @param stretches how many stretches of time the ranker learns from in the end, 2 or more; until
 *     it is chosen, the newest of them is the hold-out, and it learns from the others
 * @param stretchShare the share of the sessions that makes one stretch of time
 * @param shortlist how many candidates are ranked, if the budget allows
 * @param microsMax the budget: how long a query may take at the median
 * @param nextTracks how next-track vectors are trained, one model for each
 * @param trees how trees are boosted
 * @param threads how many threads to use
 * @param seed of every random choice
 */
public record SearchSettings(
    Objective objective,
    TimeSplit.Asked asked,
    int tuningCases,
    int trainingCases,
    int validationCases,
    int negatives,
    int stretches,
    double stretchShare,
    int shortlist,
    double microsMax,
    List<NextTrackSettings> nextTracks,
    TreeSettings trees,
    int threads,
    long seed) {

  /**
   * Copies the list and checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public SearchSettings {
    nextTracks = List.copyOf(nextTracks);
    Ranges.atLeastOne("tuningCases", tuningCases);
    Ranges.atLeastOne("trainingCases", trainingCases);
    Ranges.atLeastOne("validationCases", validationCases);
    Ranges.atLeastOne("negatives", negatives);
    Ranges.between("stretches", stretches, 2, 9);
    Ranges.positive("stretchShare", stretchShare);
    if (stretches * stretchShare > 0.9) {
      throw new IllegalArgumentException(
          "%d stretches of %s of the sessions each leave less than a tenth to learn from"
              .formatted(stretches, stretchShare));
    }
    Ranges.atLeastOne("shortlist", shortlist);
    Ranges.positive("microsMax", microsMax);
    Ranges.atLeastOne("threads", threads);
  }

  /** What the command line uses. */
  public static final SearchSettings DEFAULTS =
      new SearchSettings(
          Objective.DEFAULT,
          TimeSplit.Asked.EACH,
          3_000,
          200_000,
          10_000,
          10,
          3,
          0.1,
          150,
          2_000,
          List.of(NextTrackSettings.DIRECTED, NextTrackSettings.TIED),
          TreeSettings.DEFAULTS,
          2,
          1);

  /** The same for another number of threads and another seed. */
  public SearchSettings with(int otherThreads, long otherSeed) {
    return new SearchSettings(
        objective,
        asked,
        tuningCases,
        trainingCases,
        validationCases,
        negatives,
        stretches,
        stretchShare,
        shortlist,
        microsMax,
        nextTracks,
        trees,
        otherThreads,
        otherSeed);
  }

  /** The same for another objective, and other events to be asked for. */
  public SearchSettings with(Objective otherObjective, TimeSplit.Asked otherAsked) {
    return new SearchSettings(
        otherObjective,
        otherAsked,
        tuningCases,
        trainingCases,
        validationCases,
        negatives,
        stretches,
        stretchShare,
        shortlist,
        microsMax,
        nextTracks,
        trees,
        threads,
        seed);
  }

  /**
   * About that share of the work: fewer cases, fewer rounds and epochs.
   *
   * @param share above 0, at most 1
   * @param cases how many training cases each stretch of time has at most
   * @param dimension the length of the next-track vectors
   */
  public SearchSettings scaledTo(double share, int cases, int dimension) {
    // What is learnt gets better with the cases and with the rounds: half the cut for each.
    double root = Math.sqrt(share);
    return new SearchSettings(
        objective,
        asked,
        (int) Math.max(300, tuningCases * share),
        (int) Math.max(1_000, cases * root),
        (int) Math.max(1_000, validationCases * share),
        negatives,
        share < 1 ? 2 : stretches,
        stretchShare,
        shortlist,
        microsMax,
        nextTracks.stream()
            .map(
                nextTrack ->
                    nextTrack
                        .withDimension(dimension)
                        .withEpochs((int) Math.max(3, nextTrack.epochs() * root)))
            .toList(),
        trees.withRounds((int) Math.max(40, trees.rounds() * root)),
        threads,
        seed);
  }
}

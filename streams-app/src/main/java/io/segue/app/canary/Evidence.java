package io.segue.app.canary;

/**
 * How strongly a trial's outcomes speak for the candidate being better, and for it being worse: two
 * e-values. Under the hypothesis that it is not better, {@code better} is the wealth of a gambler
 * who began with 1 and bet on "better" at fair odds or less, so the probability that it
 * <em>ever</em> reaches 1/a is at most a (Ville 1939), however often one looks and whenever one
 * stops; and so for {@code worse}.
 *
 * <p>The bet. Playlists come in some order; playlist t has an outcome x in [0, 1] (here 1 for a
 * hit, 0 for a miss), and z, which is 1 if it is the candidate's. By the assignment's hash, z is 1
 * with probability p, the trial's share, whatever happened before. Each playlist multiplies the
 * wealth by
 *
 * <pre>1 + l (z - p) (x - c)</pre>
 *
 * whose expectation is 1 + l p (1 - p) (E[x | z = 1] - E[x | z = 0]): at most 1 for every l ≥ 0 if
 * the candidate is not better at that moment. Nothing is assumed of the outcomes but that: hit
 * rates may drift, and playlists may differ, for only the assignment is random. l and c are mixed
 * over fixed grids, so the wealth is a function of four counts and their order does not matter:
 * partitions and instances add up.
 *
 * <p>After Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (JRSS
 * B 86, 2024), and Ramdas, Grünwald, Vovk and Shafer, "Game-theoretic statistics and safe
 * anytime-valid inference" (Statistical Science 38, 2023). The mixture over l plays the part that
 * it has in mSPRT (Johari, Koomen, Pekelis, Walsh, KDD 2017), without that test's normal
 * approximation.
 *
 * @param better for the candidate being better, above 0
 * @param worse for it being worse, above 0
 */
public record Evidence(double better, double worse) {

  /** How much of what could be lost is bet, at most. */
  private static final double[] STAKES = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9};

  /** Against which outcome a hit and a miss are held. */
  private static final double[] CENTRES = {0, 0.25, 0.5, 0.75};

  /**
   * The evidence of a trial.
   *
   * @param share the probability with which a playlist is the candidate's, above 0 and below 1
   * @param activePlaylists playlists of the other side
   * @param activeHits how many of these were hits
   * @param candidatePlaylists playlists of the candidate's side
   * @param candidateHits how many of these were hits
   */
  public static Evidence of(
      double share,
      long activePlaylists,
      long activeHits,
      long candidatePlaylists,
      long candidateHits) {
    double better = 0;
    double worse = 0;
    for (double centre : CENTRES) {
      double lossMax = Math.max(share, 1 - share) * Math.max(centre, 1 - centre);
      for (double stake : STAKES) {
        double bet = stake / lossMax;
        for (int sign = -1; sign <= 1; sign += 2) {
          double wealth =
              Math.exp(
                  candidateHits * gain(sign * bet, 1 - share, 1 - centre)
                      + (candidatePlaylists - candidateHits) * gain(sign * bet, 1 - share, -centre)
                      + activeHits * gain(sign * bet, -share, 1 - centre)
                      + (activePlaylists - activeHits) * gain(sign * bet, -share, -centre));
          if (sign > 0) {
            better += wealth;
          } else {
            worse += wealth;
          }
        }
      }
    }
    int bets = STAKES.length * CENTRES.length;
    return new Evidence(finite(better / bets), finite(worse / bets));
  }

  private static double gain(double bet, double assignment, double outcome) {
    return Math.log1p(bet * assignment * outcome);
  }

  /** JSON and Prometheus know no infinity. */
  private static double finite(double wealth) {
    return Math.min(wealth, Double.MAX_VALUE);
  }
}

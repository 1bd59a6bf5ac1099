package io.segue.recommender.ordering;

/**
 * What an answer's order heeds besides relevance. Each wish costs hits (docs/evaluation.md has the
 * figures), so all are off unless asked for.
 *
 * @param diversity how much a track is to differ from those before it, 0 (not at all) to 1 (that
 *     alone counts): the weight of maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998)
 * @param artistSpacing how many other tracks come between two of one artist, as far as there are
 *     others; 0 to {@value #SPACING_MAX}
 * @param exploration the share of the answer that is given to tracks of which hardly anything is
 *     known yet, 0 to {@value #EXPLORATION_MAX}
 * @param seed which of those tracks, and at which places: the same seed gives the same answer
 */
public record Ordering(double diversity, int artistSpacing, double exploration, long seed) {

  /** The widest spacing. */
  public static final int SPACING_MAX = 50;

  /** The greatest share of fresh tracks. */
  public static final double EXPLORATION_MAX = 0.5;

  /** By relevance alone. */
  public static final Ordering OFF = new Ordering(0, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public Ordering {
    if (!(diversity >= 0 && diversity <= 1)) {
      throw new IllegalArgumentException(
          "diversity must lie between 0 and 1, %s does not".formatted(diversity));
    }
    if (artistSpacing < 0 || artistSpacing > SPACING_MAX) {
      throw new IllegalArgumentException(
          "artistSpacing must lie between 0 and %d, %d does not"
              .formatted(SPACING_MAX, artistSpacing));
    }
    if (!(exploration >= 0 && exploration <= EXPLORATION_MAX)) {
      throw new IllegalArgumentException(
          "exploration must lie between 0 and %s, %s does not"
              .formatted(EXPLORATION_MAX, exploration));
    }
  }

  /** Whether candidates are to be put in another order than that of their relevance. */
  public boolean rearranges() {
    return diversity > 0 || artistSpacing > 0;
  }
}

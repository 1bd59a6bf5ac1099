package io.segue.recommender.live;

/**
 * How what is learnt live is used.
 *
 * @param weight what a live occurrence counts beside one of the training's, 0 or more; 0 lets rules
 *     learn nothing live
 * @param halfLifeMs after how many milliseconds an occurrence counts half, above 0
 * @param freshMax how many tracks that the model does not know are kept, 0 or more; 0 for none
 * @param freshPlaylistsMin in how many playlists a fresh track must have been wanted before it is
 *     recommended, 1 or more
 * @param freshProposed how many fresh tracks near the playlist become candidates, 0 or more
 * @param artistPrior how many companions the artist's own tracks weigh as much as, in the vector of
 *     a fresh track; 0 or more
 */
public record LiveSettings(
    double weight,
    double halfLifeMs,
    int freshMax,
    int freshPlaylistsMin,
    int freshProposed,
    double artistPrior) {

  /** The default of {@code halfLifeMs}: a week. */
  public static final double HALF_LIFE_MS = 7 * 24 * 3_600_000.0;

  /** What serves unless told otherwise: a first guess, which {@code prequential} can check. */
  public static final LiveSettings DEFAULT = new LiveSettings(1, HALF_LIFE_MS, 10_000, 2, 50, 2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public LiveSettings {
    require(weight >= 0 && weight <= 1_000, "weight", weight);
    require(halfLifeMs > 0, "halfLifeMs", halfLifeMs);
    require(freshMax >= 0 && freshMax <= 1_000_000, "freshMax", freshMax);
    require(freshPlaylistsMin >= 1, "freshPlaylistsMin", freshPlaylistsMin);
    require(freshProposed >= 0 && freshProposed <= 10_000, "freshProposed", freshProposed);
    require(artistPrior >= 0 && artistPrior <= 1_000, "artistPrior", artistPrior);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " cannot be " + value);
    }
  }

  /** The same with another weight. */
  public LiveSettings withWeight(double other) {
    return new LiveSettings(
        other, halfLifeMs, freshMax, freshPlaylistsMin, freshProposed, artistPrior);
  }

  /** The same with another half-life. */
  public LiveSettings withHalfLifeMs(double other) {
    return new LiveSettings(weight, other, freshMax, freshPlaylistsMin, freshProposed, artistPrior);
  }

  /** The same with another bound of fresh tracks. */
  public LiveSettings withFreshMax(int other) {
    return new LiveSettings(
        weight, halfLifeMs, other, freshPlaylistsMin, freshProposed, artistPrior);
  }

  /** The same with another number of fresh candidates. */
  public LiveSettings withFreshProposed(int other) {
    return new LiveSettings(weight, halfLifeMs, freshMax, freshPlaylistsMin, other, artistPrior);
  }

  /** The same with another weight of the artist's own tracks. */
  public LiveSettings withArtistPrior(double other) {
    return new LiveSettings(weight, halfLifeMs, freshMax, freshPlaylistsMin, freshProposed, other);
  }
}

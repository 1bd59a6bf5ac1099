package io.segue.trainer.dataset;

/**
 * Which playlists are used, and how they are split.
 *
 * @param splitSeed of the shuffle before the split, and of the sample
 * @param dev whether only a tenth of the playlists is used, for quick tries
 */
public record DatasetSettings(long splitSeed, boolean dev) {

  /** All playlists, split by seed 42. */
  public static final DatasetSettings DEFAULT = new DatasetSettings(42, false);
}

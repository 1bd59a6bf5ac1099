package io.segue.trainer.dataset;

/**
 * Numbers drawn for playlists by their ids: for the same seed and id always the same number,
 * whichever other playlists there are. So what a playlist was used for by one training it is used
 * for by every later one.
 */
public final class Draw {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double ULP = 0x1.0p-53;

  private Draw() {}

  /** Which part of the split a playlist is in, 0 or more and below 1; evenly distributed. */
  public static double forSplit(long seed, String playlistId) {
    return draw(seed, playlistId);
  }

  /** Whether a playlist is in a sample; does not depend on {@link #forSplit}. */
  static double forSample(long seed, String playlistId) {
    return draw(~seed, playlistId);
  }

  private static double draw(long seed, String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    return (mix(hash + mix(seed)) >>> 11) * ULP;
  }

  /** The finalizer of SplitMix64 (Steele et al., "Fast splittable pseudorandom...", 2014). */
  private static long mix(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

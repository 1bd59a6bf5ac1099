package io.segue.trainer.space;

/**
 * How a query is made of a playlist's last tracks.
 *
 * @param lastTracks how many of them count, 1 to 1,000
 * @param decay what each earlier track weighs in terms of the one after it, above 0 and at most 1
 */
public record QueryChoice(int lastTracks, float decay) {

  /** Checks the ranges. */
  public QueryChoice {
    if (lastTracks < 1 || lastTracks > 1_000) {
      throw new IllegalArgumentException(
          "last_tracks must be between 1 and 1000, not " + lastTracks);
    }
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay must be above 0 and at most 1, not " + decay);
    }
  }
}

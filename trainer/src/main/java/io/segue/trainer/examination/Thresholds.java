package io.segue.trainer.examination;

/**
 * What the gate demands. The defaults stop what is broken, not what is merely weak: a model trained
 * on shuffled tracks, a graph without links, a version that recommends the charts to everybody.
 *
 * @param hitRateOverMostPopularMin the hit rate must not be lower than that of a list of the most
 *     popular tracks by more than this, beyond the difference's interval; -1 to 1
 * @param sliceHitRateShareMin the hit rate of the worst slice, as a share of the overall one; 0 to
 *     1
 * @param missCosineOverChanceMin how much nearer to the right answer a wrong one must be than a
 *     track drawn by chance; -2 to 2
 * @param shuffledOverlapMin how much of a list must stay when the playlist is shuffled, 0 to 1
 * @param missingOverlapMin how much must stay when one of the latest tracks is missing, 0 to 1
 * @param headShareOverRightMax by how much the share of popular tracks in the lists may exceed
 *     their share in the right answers, 0 to 1
 * @param topArtistShareOverPlaylistsMax by how much the share of a list's most frequent artist may
 *     exceed that in the playlists that were asked about, 0 to 1
 * @param indexRecallMin how many of the exact nearest neighbours the index must find, 0 to 1
 * @param lossToUnfairActiveMax which share of the active version's hit rate may be lost, beyond the
 *     difference's interval, where that version may have been trained on the test playlists; where
 *     it has not, nothing may. 0 to 1
 */
public record Thresholds(
    double hitRateOverMostPopularMin,
    double sliceHitRateShareMin,
    double missCosineOverChanceMin,
    double shuffledOverlapMin,
    double missingOverlapMin,
    double headShareOverRightMax,
    double topArtistShareOverPlaylistsMax,
    double indexRecallMin,
    double lossToUnfairActiveMax) {

  /** What holds unless something else is said. */
  public static final Thresholds DEFAULT =
      new Thresholds(0, 0.02, 0, 0.1, 0.2, 0.4, 0.6, 0.95, 0.5);
}

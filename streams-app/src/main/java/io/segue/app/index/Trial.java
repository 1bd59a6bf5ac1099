package io.segue.app.index;

import io.segue.app.hashing.StableHash;
import io.segue.schemas.Canary;

/**
 * A candidate that answers for a share of the playlists beside the version that serves. Immutable.
 *
 * @param candidate the version on trial, in memory
 * @param settings what was agreed when the trial began
 */
public record Trial(ServingIndex candidate, Canary settings) {

  /**
   * Whether the candidate answers for a playlist: the same on all instances, and independent of
   * other trials, since the hash is salted with the candidate and the trial's beginning.
   */
  public boolean takes(String playlistId) {
    String salt = settings.getVersion() + "@" + settings.getStartedAt().toEpochMilli();
    return StableHash.share(salt, playlistId) < settings.getShare();
  }
}

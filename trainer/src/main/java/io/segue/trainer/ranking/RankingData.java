package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.sessions.Sessions;

/**
 * What retrieval and ranking are learnt from.
 *
 * @param sessions oldest first
 * @param tracks how many tracks there are; numbered by descending count, if artists are known
 * @param artists the artists of the tracks, {@link ArtistTracks#NONE} where they are not known
 */
public record RankingData(Sessions sessions, int tracks, ArtistTracks artists) {

  /** Sessions of tracks whose artists are not known. */
  public static RankingData of(Sessions sessions, int tracks) {
    return new RankingData(sessions, tracks, ArtistTracks.NONE);
  }
}

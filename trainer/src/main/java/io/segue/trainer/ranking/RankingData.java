package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.sessions.Sessions;

/**
 * What retrieval and ranking are learnt from.
 *
 * @param sessions oldest first
 * @param tracks how many tracks there are; numbered by descending count, if artists are known
 * @param artists the artists of the tracks, {@link ArtistTracks#NONE} where they are not known
 * @param weights what each event counts as an answer that rankers learn from, above 0; empty when
 *     all count 1. Where a ranker is judged all count the same
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
public record RankingData(Sessions sessions, int tracks, ArtistTracks artists, float[] weights) {

  /** Sessions whose events all count the same. */
  public RankingData(Sessions sessions, int tracks, ArtistTracks artists) {
    this(sessions, tracks, artists, new float[0]);
  }

  /** Sessions of tracks whose artists are not known. */
  public static RankingData of(Sessions sessions, int tracks) {
    return new RankingData(sessions, tracks, ArtistTracks.NONE);
  }
}

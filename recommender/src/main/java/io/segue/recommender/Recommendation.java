package io.segue.recommender;

/**
 * One track that could play next.
 *
 * @param trackId the track
 * @param score how well it fits; comparable within one source of one answer only
 * @param source where the track came from
 */
public record Recommendation(String trackId, double score, Source source) {

  /** Where a recommendation came from. */
  public enum Source {
    /** Its vector is near those of the playlist's latest tracks; the score is the cosine. */
    NEIGHBOURS,
    /** It is by an artist of the playlist; the score is the share of all training events. */
    ARTIST,
    /** It is popular; the score is the share of all training events. */
    POPULARITY
  }
}

package io.segue.recommender;

import org.jspecify.annotations.Nullable;

/**
 * One track that could play next.
 *
 * @param trackId the track
 * @param score how well it fits; comparable within one source of one answer only
 * @param source where the track came from
 * @param because why it is there; null unless the request asked for that
 */
public record Recommendation(
    String trackId, double score, Source source, @Nullable Because because) {

  /** Where a recommendation came from. */
  public enum Source {
    /** The ranking's sources proposed it, and the ranker put it in its place by the score. */
    RANKED,
    /** They proposed it, but not among the best, which are ranked; the shortlist's score. */
    RETRIEVED,
    /** Its vector is near those of the playlist's latest tracks; the score is the cosine. */
    NEIGHBOURS,
    /** It is by an artist of the playlist; the score is the share of all training events. */
    ARTIST,
    /** It is popular; the score is the share of all training events. */
    POPULARITY,
    /** It is hardly known yet, and was put in to find out; the score of its other source. */
    FRESH
  }
}

package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;

/**
 * A track that may come into an answer.
 *
 * @param track its number
 * @param score its score by its source
 * @param source who proposed it
 * @param basis what it was found with
 */
record Candidate(int track, double score, Source source, Basis basis) {

  /** The same as one that is put in because hardly anything is known of it. */
  Candidate asFresh() {
    return new Candidate(track, score, Source.FRESH, basis);
  }
}

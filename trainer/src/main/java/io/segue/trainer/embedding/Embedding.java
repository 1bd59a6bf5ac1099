package io.segue.trainer.embedding;

import io.segue.recommender.vectors.VectorTable;

/**
 * Trained vectors, and how long they took. Row r of the vectors belongs to track {@code tracks[r]}.
 *
 * @param tracks all tracks of the corpus, by descending count, then ascending index; the first
 *     {@code vectors.rows()} of them have vectors
 * @param counts how often each of {@code tracks} occurs
 * @param vectors the input vectors, not normalised
 * @param tokens how many tracks were read over all epochs, rare and thinned-out ones included
 * @param seconds how long the training took, without the counting before it
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers; never compared
public record Embedding(
    int[] tracks, int[] counts, VectorTable vectors, long tokens, double seconds) {

  /** Tracks read a second: what gensim calls raw words per second. */
  public double wordsPerSecond() {
    return seconds == 0 ? 0 : tokens / seconds;
  }
}

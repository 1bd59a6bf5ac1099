package io.segue.trainer.embedding;

import io.segue.recommender.QuerySettings;
import io.segue.recommender.vectors.VectorTable;
import org.jspecify.annotations.Nullable;

/**
 * Trained vectors, and how long they took. Row r of the vectors belongs to track {@code tracks[r]}.
 *
 * @param tracks all tracks of the corpus, by descending count, then ascending index; the first
 *     {@code vectors.rows()} of them have vectors
 * @param counts how often each of {@code tracks} occurs
 * @param vectors the input vectors, not normalised
 * @param tokens how many tracks were read over all epochs, rare and thinned-out ones included
 * @param seconds how long the training took, without the counting before it
 * @param cpuSeconds the processor time of the threads that trained
 * @param query how queries are made of these vectors, where the training has learnt that; null
 *     where it has not
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers; never compared
public record Embedding(
    int[] tracks,
    int[] counts,
    VectorTable vectors,
    long tokens,
    double seconds,
    double cpuSeconds,
    @Nullable QuerySettings query) {

  /** Vectors whose processor time is not known, and of which no queries were learnt. */
  public Embedding(int[] tracks, int[] counts, VectorTable vectors, long tokens, double seconds) {
    this(tracks, counts, vectors, tokens, seconds, 0, null);
  }

  /** Tracks read a second: what gensim calls raw words per second. */
  public double wordsPerSecond() {
    return seconds == 0 ? 0 : tokens / seconds;
  }
}

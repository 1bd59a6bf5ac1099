package io.segue.trainer.embedding;

/**
 * Trained vectors, and how long they took. Row r belongs to track {@code tracks[r]} and starts at
 * {@code r · stride}; it has {@code dimension} values and then zeros up to the stride.
 *
 * @param tracks all tracks of the corpus, by descending count, then ascending index; the first
 *     {@code rows} of them have vectors
 * @param counts how often each of {@code tracks} occurs
 * @param rows how many tracks have vectors
 * @param dimension the length of a vector
 * @param stride the distance of two rows in {@code vectors}
 * @param vectors the input vectors, not normalised
 * @param tokens how many tracks were read over all epochs, rare and thinned-out ones included
 * @param seconds how long the training took, without the counting before it
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers; never compared
public record Embedding(
    int[] tracks,
    int[] counts,
    int rows,
    int dimension,
    int stride,
    float[] vectors,
    long tokens,
    double seconds) {

  /** Tracks read a second: what gensim calls raw words per second. */
  public double wordsPerSecond() {
    return seconds == 0 ? 0 : tokens / seconds;
  }
}

package io.segue.trainer.embedding;

/**
 * Sequences of tracks, one after the other in one array: sequence {@code s} is {@code
 * tokens[offsets[s]]} to {@code tokens[offsets[s + 1] - 1]}. A corpus of the two sequences (7, 8,
 * 9) and (8, 7) is {@code tokens = {7, 8, 9, 8, 7}, offsets = {0, 3, 5}}.
 *
 * <p>The arrays are neither copied nor written to; whoever holds them must leave them alone.
 *
 * @param tokens track indices, 0 or greater
 * @param offsets where each sequence starts, and at last the number of tokens; not decreasing,
 *     starting at 0
 * @param minutes when each token happened, in minutes since 1970, 0 where that is not known; empty
 *     when it is known of none
 * @param artistOf the artist's number by the track's, -1 where it is not known; empty when it is
 *     known of none
 * @param weights what each token counts as an answer that rankers learn from, above 0; empty when
 *     all count 1
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage of millions of tokens; never compared
public record Corpus(int[] tokens, int[] offsets, int[] minutes, int[] artistOf, float[] weights) {

  /** Checks the ends of the offsets and the number of the times. */
  public Corpus {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != tokens.length) {
      throw new IllegalArgumentException(
          "offsets must start at 0 and end at the number of tokens, " + tokens.length);
    }
    if (minutes.length != 0 && minutes.length != tokens.length) {
      throw new IllegalArgumentException(
          "%d tokens have %d times".formatted(tokens.length, minutes.length));
    }
    if (weights.length != 0 && weights.length != tokens.length) {
      throw new IllegalArgumentException(
          "%d tokens have %d weights".formatted(tokens.length, weights.length));
    }
  }

  /** Sequences whose tokens all count the same. */
  public Corpus(int[] tokens, int[] offsets, int[] minutes, int[] artistOf) {
    this(tokens, offsets, minutes, artistOf, new float[0]);
  }

  /** Sequences of which neither times nor artists are known. */
  public Corpus(int[] tokens, int[] offsets) {
    this(tokens, offsets, new int[0], new int[0]);
  }

  /** How many sequences there are. */
  public int size() {
    return offsets.length - 1;
  }

  /** The artist of a track, -1 where it is not known. */
  public int artist(int track) {
    return track < artistOf.length ? artistOf[track] : -1;
  }
}

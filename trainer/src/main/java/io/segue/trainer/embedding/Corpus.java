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
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage of millions of tokens; never compared
public record Corpus(int[] tokens, int[] offsets) {

  /** Checks the ends of the offsets. */
  public Corpus {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != tokens.length) {
      throw new IllegalArgumentException(
          "offsets must start at 0 and end at the number of tokens, " + tokens.length);
    }
  }

  /** How many sequences there are. */
  public int size() {
    return offsets.length - 1;
  }
}

package io.segue.trainer.embedding;

import java.util.Arrays;

/**
 * The tracks of a corpus by descending count: a track's place among them is its row.
 *
 * @param tracks all tracks that occur, by descending count
 * @param counts how often each of {@code tracks} occurs
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
public record TrackRanking(int[] tracks, int[] counts) {

  /** Counts the corpus. Tracks that do not occur in it are left out; ties go by index. */
  public static TrackRanking of(Corpus corpus) {
    int trackMax = -1;
    for (int track : corpus.tokens()) {
      trackMax = Math.max(trackMax, track);
    }
    int[] countOf = new int[trackMax + 1];
    for (int track : corpus.tokens()) {
      countOf[track]++;
    }
    // One long a track sorts without boxing: the count's complement above, the index below.
    long[] keys = new long[countOf.length];
    int size = 0;
    for (int track = 0; track < countOf.length; track++) {
      if (countOf[track] > 0) {
        keys[size++] = (long) (Integer.MAX_VALUE - countOf[track]) << 32 | track;
      }
    }
    Arrays.sort(keys, 0, size);
    int[] tracks = new int[size];
    int[] counts = new int[size];
    for (int row = 0; row < size; row++) {
      tracks[row] = (int) keys[row];
      counts[row] = countOf[tracks[row]];
    }
    return new TrackRanking(tracks, counts);
  }

  /**
   * How many tracks occur at least {@code minCount} times: those are rows 0 to this less 1.
   *
   * @throws IllegalArgumentException when there is none
   */
  public int rows(int minCount) {
    int rows = 0;
    while (rows < counts.length && counts[rows] >= minCount) {
      rows++;
    }
    if (rows == 0) {
      throw new IllegalArgumentException(
          "no track occurs min_count = " + minCount + " times; choose a smaller one");
    }
    return rows;
  }

  /**
   * The corpus with rows in place of tracks, and without the tracks beyond the first rows; times,
   * artists and weights go along.
   */
  public Corpus translate(Corpus corpus, int rows) {
    int trackMax = Arrays.stream(tracks).max().orElse(-1);
    int[] rowOf = new int[trackMax + 1];
    Arrays.fill(rowOf, -1);
    int kept = 0;
    for (int row = 0; row < rows; row++) {
      rowOf[tracks[row]] = row;
      kept += counts[row];
    }
    int[] tokens = new int[kept];
    int[] offsets = new int[corpus.size() + 1];
    int[] minutes = new int[corpus.minutes().length == 0 ? 0 : kept];
    float[] weights = new float[corpus.weights().length == 0 ? 0 : kept];
    int at = 0;
    for (int s = 0; s < corpus.size(); s++) {
      for (int i = corpus.offsets()[s]; i < corpus.offsets()[s + 1]; i++) {
        int row = rowOf[corpus.tokens()[i]];
        if (row >= 0) {
          if (minutes.length > 0) {
            minutes[at] = corpus.minutes()[i];
          }
          if (weights.length > 0) {
            weights[at] = corpus.weights()[i];
          }
          tokens[at++] = row;
        }
      }
      offsets[s + 1] = at;
    }
    int[] artistOf = new int[corpus.artistOf().length == 0 ? 0 : rows];
    for (int row = 0; row < artistOf.length; row++) {
      artistOf[row] = corpus.artist(tracks[row]);
    }
    return new Corpus(tokens, offsets, minutes, artistOf, weights);
  }
}

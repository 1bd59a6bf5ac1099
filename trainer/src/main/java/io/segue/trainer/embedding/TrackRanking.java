package io.segue.trainer.embedding;

import java.util.Arrays;

/** The tracks of a corpus by descending count: a track's place among them is its row. */
@SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
record TrackRanking(int[] tracks, int[] counts) {

  /** Counts the corpus. Tracks that do not occur in it are left out; ties go by index. */
  static TrackRanking of(Corpus corpus) {
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

  /** How many tracks occur at least {@code minCount} times: those are rows 0 to this less 1. */
  int rows(int minCount) {
    int rows = 0;
    while (rows < counts.length && counts[rows] >= minCount) {
      rows++;
    }
    return rows;
  }

  /** The corpus with rows in place of tracks, and without the tracks beyond the first rows. */
  Corpus translate(Corpus corpus, int rows) {
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
    int at = 0;
    for (int s = 0; s < corpus.size(); s++) {
      for (int i = corpus.offsets()[s]; i < corpus.offsets()[s + 1]; i++) {
        int row = rowOf[corpus.tokens()[i]];
        if (row >= 0) {
          tokens[at++] = row;
        }
      }
      offsets[s + 1] = at;
    }
    return new Corpus(tokens, offsets);
  }
}

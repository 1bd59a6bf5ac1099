package io.segue.trainer.prequential;

import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.embedding.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A dataset's playlists, to be divided into what is trained on and what comes later.
 *
 * @param dataset all of them
 */
record Recorded(Dataset dataset) {

  /** Playlists with draws below this are trained on. */
  static final double TRAINED_SHARE = 0.7;

  /** A draw of the training, the validation and the test part of a split. */
  private static final double TRAINING = 0.35;

  private static final double VALIDATION = 0.8;
  private static final double TEST = 0.95;

  /** Every so many of a training's playlists is for validation, and as many for the test. */
  private static final int SPARED = 50;

  /** The numbers of the playlists whose draws lie between two shares, in the dataset's order. */
  int[] between(double from, double to) {
    return IntStream.range(0, dataset.playlists().size())
        .filter(p -> dataset.draws()[p] >= from && dataset.draws()[p] < to)
        .toArray();
  }

  /** The track ids of some playlists, oldest first. */
  List<List<String>> tracks(int[] playlists) {
    List<List<String>> all = new ArrayList<>();
    for (int playlist : playlists) {
      List<String> tracks = new ArrayList<>();
      for (int token : tokens(playlist)) {
        tracks.add(dataset.tracks().id(token));
      }
      all.add(tracks);
    }
    return all;
  }

  /** The ids of tracks, by their numbers. */
  Set<String> ids(IntPredicate which) {
    Set<String> ids = new HashSet<>();
    for (int track = 0; track < dataset.tracks().size(); track++) {
      if (which.test(track)) {
        ids.add(dataset.tracks().id(track));
      }
    }
    return ids;
  }

  /** How often each track occurs, by its number. */
  int[] counts() {
    int[] counts = new int[dataset.tracks().size()];
    for (int token : dataset.playlists().tokens()) {
      counts[token]++;
    }
    return counts;
  }

  /**
   * A dataset to train on of some playlists, nearly all of which go into its training part.
   *
   * @param playlists which
   * @param without tracks that are taken out of those below {@code wholeFrom}
   * @param wholeFrom from which place of {@code playlists} on they are left as they are
   */
  Dataset part(int[] playlists, IntPredicate without, int wholeFrom) {
    int[][] kept = new int[playlists.length][];
    for (int i = 0; i < playlists.length; i++) {
      boolean whole = i >= wholeFrom;
      kept[i] =
          Arrays.stream(tokens(playlists[i])).filter(t -> whole || !without.test(t)).toArray();
    }
    int[][] used =
        Arrays.stream(kept)
            .filter(tokens -> tokens.length > Dataset.TRACKS_MIN_EXCLUSIVE)
            .toArray(int[][]::new);
    int[] offsets = new int[used.length + 1];
    double[] draws = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      offsets[i + 1] = offsets[i] + used[i].length;
      int turn = i % SPARED;
      draws[i] = turn == SPARED - 1 ? TEST : turn == SPARED - 2 ? VALIDATION : TRAINING;
    }
    int[] tokens = new int[offsets[used.length]];
    for (int i = 0; i < used.length; i++) {
      System.arraycopy(used[i], 0, tokens, offsets[i], used[i].length);
    }
    return new Dataset(
        dataset.tracks(),
        dataset.artists(),
        dataset.artistOf(),
        new Corpus(tokens, offsets, new int[0], dataset.artistOf()),
        draws,
        dataset.intake(),
        dataset.reference());
  }

  private int[] tokens(int playlist) {
    int[] offsets = dataset.playlists().offsets();
    return Arrays.copyOfRange(
        dataset.playlists().tokens(), offsets[playlist], offsets[playlist + 1]);
  }
}

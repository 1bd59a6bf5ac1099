package io.segue.trainer.card;

import io.segue.recommender.evaluation.Slicing;
import io.segue.trainer.card.DataProfile.Share;
import io.segue.trainer.dataset.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Counts what is in a dataset. */
final class DataProfiler {

  private static final int[] LENGTHS = {4, 6, 11, 21, 51, 101, 251};
  private static final List<String> LENGTH_LABELS =
      List.of("3", "4–5", "6–10", "11–20", "21–50", "51–100", "101–250", "251 and more");
  private static final int[] PLAYS = {2, 3, 6, 11, 101, 1_001};
  private static final List<String> PLAY_LABELS =
      List.of("once", "twice", "3–5", "6–10", "11–100", "101–1,000", "1,001 and more");

  private DataProfiler() {}

  static DataProfile profile(Dataset dataset) {
    int[] offsets = dataset.playlists().offsets();
    int[] lengths =
        IntStream.range(0, dataset.playlists().size())
            .map(i -> offsets[i + 1] - offsets[i])
            .toArray();
    int[] plays = new int[dataset.tracks().size()];
    for (int track : dataset.playlists().tokens()) {
      plays[track]++;
    }
    return new DataProfile(
        dataset.intake(),
        dataset.playlists().size(),
        dataset.playlists().tokens().length,
        dataset.tracks().size(),
        dataset.artists().size(),
        (int) Arrays.stream(dataset.artistOf()).filter(artist -> artist >= 0).count(),
        histogram(lengths, LENGTHS, LENGTH_LABELS),
        histogram(plays, PLAYS, PLAY_LABELS),
        concentration(plays));
  }

  private static List<Bar> histogram(int[] values, int[] limits, List<String> labels) {
    long[] counts = new long[labels.size()];
    for (int value : values) {
      counts[Slicing.place(value, limits)]++;
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bars.add(new Bar(labels.get(i), counts[i]));
    }
    return bars;
  }

  private static List<Share> concentration(int[] plays) {
    int[] ascending = plays.clone();
    Arrays.sort(ascending);
    long sum = Math.max(1, Arrays.stream(plays).asLongStream().sum());
    List<Share> shares = new ArrayList<>();
    for (double part : new double[] {0.001, 0.01, 0.1, 0.5}) {
      int tracks = (int) Math.ceil(part * ascending.length);
      long top = 0;
      for (int i = ascending.length - tracks; i < ascending.length; i++) {
        top += ascending[i];
      }
      shares.add(new Share("the most popular " + percent(part), (double) top / sum));
    }
    return shares;
  }

  private static String percent(double part) {
    double value = part * 100;
    return (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
        + " %";
  }
}

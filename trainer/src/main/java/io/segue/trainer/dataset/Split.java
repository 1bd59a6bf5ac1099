package io.segue.trainer.dataset;

import io.segue.schemas.DatasetReference;
import io.segue.trainer.embedding.Corpus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A dataset's playlists in three parts: 70 % to learn from, 20 % to choose by, 10 % to test on.
 *
 * <p>Which part a playlist is in is drawn for it alone ({@link Draw}), so it stays there when
 * others come: a later training with the same seed learns from no playlist that an earlier one was
 * tested on, and the other way round. The price is that the shares are met on average only: of
 * 1,000 playlists the test part has 100 ± 9.
 *
 * @param training what models are trained on
 * @param validation what the best model is chosen by
 * @param test what the chosen model is tested on, once
 */
public record Split(Corpus training, Corpus validation, Corpus test) {

  /** With fewer playlists the shares mean nothing. */
  public static final int PLAYLISTS_MIN = 10;

  private static final double TRAINING_END = 0.7;
  private static final double VALIDATION_END = 0.9;

  /**
   * Cuts the playlists in three, in the order of their draws. A part that would be empty gets the
   * playlist whose draw is next to it.
   *
   * @param draws of each playlist, 0 or more and below 1
   * @throws IllegalArgumentException when there are fewer than {@link #PLAYLISTS_MIN}
   */
  public static Split of(Corpus playlists, double[] draws) {
    int size = playlists.size();
    if (size < PLAYLISTS_MIN) {
      throw new IllegalArgumentException(
          "%d playlists are too few to split; at least %d are needed"
              .formatted(size, PLAYLISTS_MIN));
    }
    int[] order = order(draws);
    int validationEnd = Math.clamp(below(draws, VALIDATION_END), 2, size - 1);
    int trainingEnd = Math.clamp(below(draws, TRAINING_END), 1, validationEnd - 1);
    return new Split(
        select(playlists, order, 0, trainingEnd),
        select(playlists, order, trainingEnd, validationEnd),
        select(playlists, order, validationEnd, size));
  }

  /**
   * Whether no playlist of one dataset's test part can be in the training part of the other: when
   * both were split by the same seed, and playlists have the same ids in both.
   */
  public static boolean agree(DatasetReference one, DatasetReference other) {
    return one.getSplitSeed() == other.getSplitSeed() && one.getSource().equals(other.getSource());
  }

  private static int[] order(double[] draws) {
    return IntStream.range(0, draws.length)
        .boxed()
        .sorted(Comparator.comparingDouble(playlist -> draws[playlist]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int below(double[] draws, double end) {
    return (int) Arrays.stream(draws).filter(draw -> draw < end).count();
  }

  private static Corpus select(Corpus playlists, int[] order, int from, int to) {
    int[] offsets = new int[to - from + 1];
    for (int i = from; i < to; i++) {
      offsets[i - from + 1] =
          offsets[i - from] + playlists.offsets()[order[i] + 1] - playlists.offsets()[order[i]];
    }
    int[] tokens = select(playlists.tokens(), playlists.offsets(), order, from, offsets);
    int[] minutes =
        playlists.minutes().length == 0
            ? new int[0]
            : select(playlists.minutes(), playlists.offsets(), order, from, offsets);
    float[] weights = new float[0];
    if (playlists.weights().length > 0) {
      weights = new float[tokens.length];
      copy(playlists.weights(), playlists.offsets(), order, from, offsets, weights);
    }
    return new Corpus(tokens, offsets, minutes, playlists.artistOf(), weights);
  }

  private static int[] select(
      int[] source, int[] sourceOffsets, int[] order, int from, int[] offsets) {
    int[] selected = new int[offsets[offsets.length - 1]];
    copy(source, sourceOffsets, order, from, offsets, selected);
    return selected;
  }

  /** Copies between arrays of one type. */
  private static void copy(
      Object source, int[] sourceOffsets, int[] order, int from, int[] offsets, Object target) {
    for (int i = 0; i + 1 < offsets.length; i++) {
      System.arraycopy(
          source, sourceOffsets[order[from + i]], target, offsets[i], offsets[i + 1] - offsets[i]);
    }
  }
}

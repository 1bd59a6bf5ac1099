package io.segue.trainer.dataset;

import io.segue.trainer.embedding.Corpus;
import java.util.Random;

/**
 * A dataset's playlists in three parts: 70 % to learn from, 20 % to choose by, 10 % to test on.
 *
 * @param training what models are trained on
 * @param validation what the best model is chosen by
 * @param test what the chosen model is tested on, once
 */
public record Split(Corpus training, Corpus validation, Corpus test) {

  /** Fewer playlists would leave a part empty. */
  public static final int PLAYLISTS_MIN = 10;

  private static final double TRAINING_END = 0.7;
  private static final double VALIDATION_END = 0.9;

  /**
   * Shuffles the playlists by the seed and cuts them in three.
   *
   * @throws IllegalArgumentException when there are fewer than {@link #PLAYLISTS_MIN}
   */
  public static Split of(Corpus playlists, long seed) {
    int size = playlists.size();
    if (size < PLAYLISTS_MIN) {
      throw new IllegalArgumentException(
          "%d playlists are too few to split; at least %d are needed"
              .formatted(size, PLAYLISTS_MIN));
    }
    int[] order = shuffled(size, seed);
    int trainingEnd = (int) (size * TRAINING_END);
    int validationEnd = (int) (size * VALIDATION_END);
    return new Split(
        select(playlists, order, 0, trainingEnd),
        select(playlists, order, trainingEnd, validationEnd),
        select(playlists, order, validationEnd, size));
  }

  private static int[] shuffled(int size, long seed) {
    int[] order = new int[size];
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
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
    return new Corpus(tokens, offsets, minutes, playlists.artistOf());
  }

  private static int[] select(
      int[] source, int[] sourceOffsets, int[] order, int from, int[] offsets) {
    int[] selected = new int[offsets[offsets.length - 1]];
    for (int i = 0; i + 1 < offsets.length; i++) {
      System.arraycopy(
          source,
          sourceOffsets[order[from + i]],
          selected,
          offsets[i],
          offsets[i + 1] - offsets[i]);
    }
    return selected;
  }
}

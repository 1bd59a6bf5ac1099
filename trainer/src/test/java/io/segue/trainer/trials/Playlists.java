package io.segue.trainer.trials;

import io.segue.schemas.DatasetReference;
import io.segue.trainer.dataset.Draw;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Corpus;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Invented playlists of two kinds of music, small enough to train on in no time. */
final class Playlists {

  static final DatasetReference REFERENCE =
      new DatasetReference("playlist-events", List.of(), 300, 2_400L, 42L, 1.0);

  private Playlists() {}

  static Split split() {
    Random random = new Random(1);
    int[] tokens = new int[300 * 8];
    int[] offsets = new int[301];
    for (int p = 0; p < 300; p++) {
      for (int i = 0; i < 8; i++) {
        tokens[p * 8 + i] = p % 2 * 150 + random.nextInt(150);
      }
      offsets[p + 1] = (p + 1) * 8;
    }
    double[] draws = new double[300];
    Arrays.setAll(draws, playlist -> Draw.forSplit(42, "p" + playlist));
    return Split.of(new Corpus(tokens, offsets), draws);
  }
}

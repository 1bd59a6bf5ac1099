package io.segue.trainer.dl4j;

import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.dataset.Draw;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import java.util.Arrays;
import java.util.Random;

/** Playlists of two genres that never meet: even tracks and odd ones. */
final class Genres {

  static final int TRACKS = 24;
  private static final int PLAYLISTS = 300;
  private static final int LENGTH = 8;

  private Genres() {}

  static Corpus playlists() {
    Random random = new Random(7);
    int[] tokens = new int[PLAYLISTS * LENGTH];
    int[] offsets = new int[PLAYLISTS + 1];
    for (int p = 0; p < PLAYLISTS; p++) {
      for (int i = 0; i < LENGTH; i++) {
        tokens[p * LENGTH + i] = 2 * random.nextInt(TRACKS / 2) + p % 2;
      }
      offsets[p + 1] = (p + 1) * LENGTH;
    }
    return new Corpus(tokens, offsets);
  }

  /** Where the split puts each playlist. */
  static double[] draws() {
    double[] draws = new double[PLAYLISTS];
    Arrays.setAll(draws, playlist -> Draw.forSplit(42, "p" + playlist));
    return draws;
  }

  /** How much nearer tracks of one genre are on average than tracks of different ones. */
  static double separation(Embedding embedding) {
    VectorTable vectors = embedding.vectors().normalised();
    double same = 0;
    double other = 0;
    int sames = 0;
    int others = 0;
    for (int a = 0; a < vectors.rows(); a++) {
      for (int b = 0; b < a; b++) {
        double cosine = 0;
        for (int d = 0; d < vectors.dimension(); d++) {
          cosine +=
              vectors.values()[vectors.offset(a) + d] * vectors.values()[vectors.offset(b) + d];
        }
        if (embedding.tracks()[a] % 2 == embedding.tracks()[b] % 2) {
          same += cosine;
          sames++;
        } else {
          other += cosine;
          others++;
        }
      }
    }
    return same / sames - other / others;
  }
}

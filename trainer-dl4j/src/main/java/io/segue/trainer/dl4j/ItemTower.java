package io.segue.trainer.dl4j;

import io.segue.trainer.embedding.Corpus;
import java.util.Arrays;
import java.util.Random;

/**
 * The embeddings of tracks and artists: a row's item vector, before it is brought to length 1, is
 * the sum of both. Updated by Adagrad with one step size a row (Gupta et al. 2014). Not
 * thread-safe.
 */
final class ItemTower {

  private static final double INITIAL = 0.1;
  private static final float EPSILON = 1e-8f;

  private final int dimension;
  private final int[] artistOf;
  private final float[] tracks;
  private final float[] artists;
  private final float[] trackSquares;
  private final float[] artistSquares;

  ItemTower(Corpus rows, int rowCount, int dimension, Random random) {
    this.dimension = dimension;
    this.artistOf = new int[rowCount];
    int artistCount = 0;
    for (int row = 0; row < rowCount; row++) {
      artistOf[row] = rows.artist(row);
      artistCount = Math.max(artistCount, artistOf[row] + 1);
    }
    tracks = new float[Math.multiplyExact(rowCount, dimension)];
    artists = new float[Math.multiplyExact(artistCount, dimension)];
    trackSquares = new float[rowCount];
    artistSquares = new float[artistCount];
    // Artists start at nothing: what their tracks share moves them.
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = (float) (INITIAL * random.nextGaussian());
    }
  }

  /** Writes the row's item vector, not brought to length 1. */
  void read(int row, float[] into, int at) {
    System.arraycopy(tracks, row * dimension, into, at, dimension);
    int artist = artistOf[row];
    if (artist >= 0) {
      for (int d = 0; d < dimension; d++) {
        into[at + d] += artists[artist * dimension + d];
      }
    }
  }

  /** Writes the item vectors of rows side by side; zeros for row -1. */
  void readAll(int[] rows, float[] into) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= 0) {
        read(rows[i], into, i * dimension);
      } else {
        Arrays.fill(into, i * dimension, (i + 1) * dimension, 0);
      }
    }
  }

  /**
   * Takes a step against the gradients of item vectors. Those of one row, and of the tracks of one
   * artist, are added up first.
   *
   * @param rows whose gradients they are, with repeats, -1 for none
   * @param gradients side by side
   */
  void step(int[] rows, float[] gradients, float learningRate) {
    int[] rowArtists = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rowArtists[i] = rows[i] < 0 ? -1 : artistOf[rows[i]];
    }
    step(tracks, trackSquares, rows, gradients, learningRate);
    step(artists, artistSquares, rowArtists, gradients, learningRate);
  }

  private void step(
      float[] table, float[] squares, int[] rows, float[] gradients, float learningRate) {
    long[] byRow = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      byRow[i] = (long) rows[i] << 32 | i;
    }
    Arrays.sort(byRow);
    float[] sum = new float[dimension];
    int i = 0;
    while (i < byRow.length) {
      int row = (int) (byRow[i] >> 32);
      Arrays.fill(sum, 0);
      for (; i < byRow.length && (int) (byRow[i] >> 32) == row; i++) {
        int at = (int) byRow[i] * dimension;
        for (int d = 0; d < dimension; d++) {
          sum[d] += gradients[at + d];
        }
      }
      if (row >= 0) {
        stepRow(table, row, squares, sum, learningRate);
      }
    }
  }

  private void stepRow(
      float[] table, int row, float[] squares, float[] gradient, float learningRate) {
    float square = 0;
    for (float g : gradient) {
      square += g * g;
    }
    squares[row] += square / dimension;
    float step = learningRate / (float) Math.sqrt(squares[row] + EPSILON);
    for (int d = 0; d < dimension; d++) {
      table[row * dimension + d] -= step * gradient[d];
    }
  }
}

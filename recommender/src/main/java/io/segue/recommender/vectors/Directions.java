package io.segue.recommender.vectors;

import java.util.Arrays;

/**
 * The directions of a table's vectors, without another table: what each vector is multiplied by to
 * have length 1. The products are those of {@link VectorTable#normalised()}, to the last bit.
 * Immutable; read by any number of threads.
 */
public final class Directions {

  private final VectorTable vectors;
  private final float[] scales;

  private Directions(VectorTable vectors, float[] scales) {
    this.vectors = vectors;
    this.scales = scales;
  }

  /** Of vectors of any length. */
  public static Directions of(VectorTable vectors) {
    float[] scales = new float[vectors.rows()];
    for (int row = 0; row < scales.length; row++) {
      scales[row] = VectorMath.normaliser(vectors.values(), vectors.offset(row), vectors.stride());
    }
    return new Directions(vectors, scales);
  }

  /** Of vectors that have length 1 and are taken as they are. */
  public static Directions asTheyAre(VectorTable vectors) {
    float[] scales = new float[vectors.rows()];
    Arrays.fill(scales, 1);
    return new Directions(vectors, scales);
  }

  /** The vectors, of any length. */
  public VectorTable vectors() {
    return vectors;
  }

  /** What a vector is multiplied by to have length 1. */
  public float scale(int row) {
    return scales[row];
  }

  /** Writes the direction of a row into an array of the vectors' stride. */
  public void copy(int row, float[] direction) {
    System.arraycopy(vectors.values(), vectors.offset(row), direction, 0, vectors.stride());
    VectorMath.scale(direction, 0, scales[row], vectors.stride());
  }
}

package io.segue.recommender.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic on padded float vectors, on the machine's vector units.
 *
 * <p>All lengths are multiples of {@link VectorTable#ALIGNMENT}: vectors are padded with zeros, so
 * that no kernel needs a loop for the tail. Each kernel has a scalar twin in the tests.
 */
public final class VectorMath {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Each brings the upper half of so many lanes to the lower half's place. */
  private static final VectorShuffle<Float> FOLD_16 = fold(SPECIES, 16);

  private static final VectorSpecies<Float> FOLDED =
      LANES >= FloatVector.SPECIES_256.length() ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> FOLD_8 = fold(FOLDED, 8);
  private static final VectorShuffle<Float> FOLD_4 = fold(FOLDED, 4);
  private static final VectorShuffle<Float> FOLD_2 = fold(FOLDED, 2);

  private VectorMath() {}

  private static VectorShuffle<Float> fold(VectorSpecies<Float> species, int lanes) {
    return VectorShuffle.fromOp(species, lane -> (lane + lanes / 2) % species.length());
  }

  /** The inner product of {@code length} floats of {@code a} and of {@code b}. */
  public static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int i = 0; i < length; i += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, aOffset + i);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bOffset + i);
      sum = left.fma(right, sum);
    }
    return sumOfLanes(sum);
  }

  /**
   * The sum of a vector's lanes, added up in one fixed order. {@code reduceLanes} promises none,
   * and indeed adds in one order while it is interpreted and in another once it is compiled, so
   * that the same training would not give the same bytes twice.
   *
   * @param vector of the preferred species
   */
  public static float sumOfLanes(FloatVector vector) {
    FloatVector sum =
        LANES == FloatVector.SPECIES_512.length()
            ? (FloatVector)
                vector.add(vector.rearrange(FOLD_16)).reinterpretShape(FloatVector.SPECIES_256, 0)
            : vector;
    if (LANES >= FloatVector.SPECIES_256.length()) {
      sum = sum.add(sum.rearrange(FOLD_8));
    }
    sum = sum.add(sum.rearrange(FOLD_4));
    sum = sum.add(sum.rearrange(FOLD_2));
    return sum.lane(0);
  }

  /** Adds {@code scale} times the source to the target. */
  public static void addScaled(
      float[] target, int targetOffset, float[] source, int sourceOffset, float scale, int length) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    for (int i = 0; i < length; i += LANES) {
      FloatVector sum =
          FloatVector.fromArray(SPECIES, source, sourceOffset + i)
              .fma(factor, FloatVector.fromArray(SPECIES, target, targetOffset + i));
      sum.intoArray(target, targetOffset + i);
    }
  }

  /** Adds the products of two sources' elements to the target. */
  public static void addProduct(
      float[] target,
      int targetOffset,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, aOffset + i);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bOffset + i);
      left.fma(right, FloatVector.fromArray(SPECIES, target, targetOffset + i))
          .intoArray(target, targetOffset + i);
    }
  }

  /** Scales the vector to length 1; a vector of zeros stays as it is. */
  public static void normalise(float[] vector, int offset, int length) {
    float norm = (float) Math.sqrt(dot(vector, offset, vector, offset, length));
    if (norm > 0) {
      scale(vector, offset, 1 / norm, length);
    }
  }

  /** Multiplies the vector by a number. */
  public static void scale(float[] vector, int offset, float by, int length) {
    FloatVector factor = FloatVector.broadcast(SPECIES, by);
    for (int i = 0; i < length; i += LANES) {
      FloatVector.fromArray(SPECIES, vector, offset + i).mul(factor).intoArray(vector, offset + i);
    }
  }
}

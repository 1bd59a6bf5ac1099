package io.segue.recommender.vectors;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
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

  // To add up four vectors of 16 lanes at once; other machines do without.
  private static final IntVector LOW_HALVES = lanes(i -> i < 8 ? i : i + 8);
  private static final IntVector HIGH_HALVES = lanes(i -> i < 8 ? i + 8 : i + 16);
  private static final IntVector LOW_QUARTERS = lanes(i -> i / 4 * 8 + i % 4);
  private static final IntVector HIGH_QUARTERS = lanes(i -> i / 4 * 8 + i % 4 + 4);
  private static final VectorShuffle<Float> SWAP_PAIRS =
      VectorShuffle.fromOp(FloatVector.SPECIES_512, i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP_NEIGHBOURS =
      VectorShuffle.fromOp(FloatVector.SPECIES_512, i -> i ^ 1);
  private static final VectorShuffle<Float> FIRST_OF_QUARTERS =
      VectorShuffle.fromOp(FloatVector.SPECIES_512, i -> i * 4 % 16);

  private VectorMath() {}

  private static IntVector lanes(IntUnaryOperator lane) {
    return IntVector.fromArray(
        IntVector.SPECIES_512, IntStream.range(0, 16).map(lane).toArray(), 0);
  }

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
   * The inner products of four vectors of {@code a} and of one of {@code b}, each the same to the
   * last bit as {@link #dot} gives it. Where the vectors lie far apart, most of the time goes into
   * waiting for memory; four at once wait hardly longer than one.
   *
   * @param offsets where the four vectors start in {@code a}, from {@code first} on
   * @param dots where the products go, at the same places
   */
  public static void dotFour(
      float[] a, int[] offsets, int first, float[] b, int bOffset, int length, float[] dots) {
    int offset0 = offsets[first];
    int offset1 = offsets[first + 1];
    int offset2 = offsets[first + 2];
    int offset3 = offsets[first + 3];
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int i = 0; i < length; i += LANES) {
      FloatVector right = FloatVector.fromArray(SPECIES, b, bOffset + i);
      sum0 = FloatVector.fromArray(SPECIES, a, offset0 + i).fma(right, sum0);
      sum1 = FloatVector.fromArray(SPECIES, a, offset1 + i).fma(right, sum1);
      sum2 = FloatVector.fromArray(SPECIES, a, offset2 + i).fma(right, sum2);
      sum3 = FloatVector.fromArray(SPECIES, a, offset3 + i).fma(right, sum3);
    }
    sumsOfLanes(sum0, sum1, sum2, sum3).intoArray(dots, first);
  }

  /**
   * The inner products of two vectors of {@code a} with each of two others, as {@link #dot} gives
   * them; the second time, {@code a}'s are scaled first.
   *
   * @param offsets where the two vectors start in {@code a}, from {@code first} on
   * @param scales by what they are multiplied before the product with {@code c}
   * @param withB where the products with {@code b} go, at the same places
   * @param withC where those with {@code c} go
   */
  public static void dotTwoTwice(
      float[] a,
      int[] offsets,
      int first,
      float[] scales,
      float[] b,
      float[] c,
      int length,
      float[] withB,
      float[] withC) {
    int offset0 = offsets[first];
    int offset1 = offsets[first + 1];
    FloatVector scale0 = FloatVector.broadcast(SPECIES, scales[first]);
    FloatVector scale1 = FloatVector.broadcast(SPECIES, scales[first + 1]);
    FloatVector sumB0 = FloatVector.zero(SPECIES);
    FloatVector sumB1 = sumB0;
    FloatVector sumC0 = sumB0;
    FloatVector sumC1 = sumB0;
    for (int i = 0; i < length; i += LANES) {
      FloatVector left0 = FloatVector.fromArray(SPECIES, a, offset0 + i);
      FloatVector left1 = FloatVector.fromArray(SPECIES, a, offset1 + i);
      FloatVector rightB = FloatVector.fromArray(SPECIES, b, i);
      FloatVector rightC = FloatVector.fromArray(SPECIES, c, i);
      sumB0 = left0.fma(rightB, sumB0);
      sumB1 = left1.fma(rightB, sumB1);
      sumC0 = left0.mul(scale0).fma(rightC, sumC0);
      sumC1 = left1.mul(scale1).fma(rightC, sumC1);
    }
    FloatVector sums = sumsOfLanes(sumB0, sumB1, sumC0, sumC1);
    withB[first] = sums.lane(0);
    withB[first + 1] = sums.lane(1);
    withC[first] = sums.lane(2);
    withC[first + 1] = sums.lane(3);
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

  /**
   * The sums of four vectors' lanes, each as {@link #sumOfLanes} gives it: with the longest
   * registers, the first two steps are made for two and for four vectors at once.
   */
  private static FloatVector sumsOfLanes(
      FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    if (LANES != FloatVector.SPECIES_512.length()) {
      return FloatVector.zero(FloatVector.SPECIES_128)
          .withLane(0, sumOfLanes(a))
          .withLane(1, sumOfLanes(b))
          .withLane(2, sumOfLanes(c))
          .withLane(3, sumOfLanes(d));
    }
    FloatVector sumsAb = select(LOW_HALVES, a, b).add(select(HIGH_HALVES, a, b));
    FloatVector sumsCd = select(LOW_HALVES, c, d).add(select(HIGH_HALVES, c, d));
    FloatVector sums =
        select(LOW_QUARTERS, sumsAb, sumsCd).add(select(HIGH_QUARTERS, sumsAb, sumsCd));
    sums = sums.add(sums.rearrange(SWAP_PAIRS));
    sums = sums.add(sums.rearrange(SWAP_NEIGHBOURS));
    return (FloatVector)
        sums.rearrange(FIRST_OF_QUARTERS).reinterpretShape(FloatVector.SPECIES_128, 0);
  }

  /** Lanes of two vectors, those of the second counted on from those of the first. */
  private static FloatVector select(IntVector lanes, FloatVector first, FloatVector second) {
    return lanes
        .selectFrom(first.reinterpretAsInts(), second.reinterpretAsInts())
        .reinterpretAsFloats();
  }

  /** The greatest of the first {@code size} values, none of them NaN; minus infinity of none. */
  public static float max(float[] values, int size) {
    FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i < SPECIES.loopBound(size); i += LANES) {
      greatest = greatest.max(FloatVector.fromArray(SPECIES, values, i));
    }
    float max = greatest.reduceLanes(VectorOperators.MAX);
    for (; i < size; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
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
    scale(vector, offset, normaliser(vector, offset, length), length);
  }

  /** What {@link #normalise} multiplies the vector by. */
  static float normaliser(float[] vector, int offset, int length) {
    float norm = (float) Math.sqrt(dot(vector, offset, vector, offset, length));
    return norm > 0 ? 1 / norm : 1;
  }

  /** Multiplies the vector by a number. */
  public static void scale(float[] vector, int offset, float by, int length) {
    FloatVector factor = FloatVector.broadcast(SPECIES, by);
    for (int i = 0; i < length; i += LANES) {
      FloatVector.fromArray(SPECIES, vector, offset + i).mul(factor).intoArray(vector, offset + i);
    }
  }
}

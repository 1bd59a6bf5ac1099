package io.segue.recommender.vectors;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code (float) Math.exp(x)} of many floats on vector registers, to the last bit.
 *
 * <p>The result is computed in double precision by range reduction and a polynomial, with an error
 * far below what a float shows. Where even so small an error could move the rounding to a float,
 * which is once in a few million numbers, {@link Math#exp} is asked (Ziv's rounding test: ACM TOMS
 * 17, 1991).
 */
public final class Exponentials {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final int LANES = DOUBLES.length();

  /** Below this, floats are subnormal and their rounding is another one. */
  private static final float LOWEST = -80;

  private static final double LOG2_E = 1.4426950408889634;

  /** log 2 in two parts; the first has few enough bits for its multiples to be exact. */
  private static final double LN2_HIGH = 0x1.62e42fefa0000p-1;

  private static final double LN2_LOW = 0x1.cf79abc9e3b3ap-40;

  /** Adding it leaves the nearest whole number in the lowest bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** 1/2! to 1/12!: on both sides of 0 as far as log(2)/2, the remainder is below 1e-16. */
  private static final double[] FACTORS = {
    1.0 / 2,
    1.0 / 6,
    1.0 / 24,
    1.0 / 120,
    1.0 / 720,
    1.0 / 5_040,
    1.0 / 40_320,
    1.0 / 362_880,
    1.0 / 3_628_800,
    1.0 / 39_916_800,
    1.0 / 479_001_600
  };

  /** The bits of a double below those of a float, and where among them the rounding turns. */
  private static final long BELOW_FLOAT = (1L << 29) - 1;

  private static final long TURN = 1L << 28;

  /** So near to the turn, in units of the last place of a double, the rounding is not trusted. */
  private static final long DOUBT = 1L << 6;

  private Exponentials() {}

  /** Replaces each of the first {@code size} values x by {@code (float) Math.exp(x - from)}. */
  public static void ofDifferences(float[] values, int size, float from) {
    int i = 0;
    for (; i + LANES <= size; i += LANES) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, i).sub(from);
      if (x.compare(VectorOperators.GE, LOWEST).allTrue()
          && x.compare(VectorOperators.LE, 0).allTrue()) {
        DoubleVector result = exp((DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0));
        if (roundingIsSure(result)) {
          ((FloatVector) result.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(values, i);
          continue;
        }
      }
      oneByOne(values, i, i + LANES, from);
    }
    oneByOne(values, i, size, from);
  }

  private static void oneByOne(float[] values, int start, int end, float from) {
    for (int i = start; i < end; i++) {
      values[i] = (float) Math.exp(values[i] - from);
    }
  }

  /** e to x = 2 to k times e to r, r being what is left of x beyond k times log 2. */
  private static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.mul(LOG2_E).add(ROUNDER);
    DoubleVector k = shifted.sub(ROUNDER);
    DoubleVector r =
        k.fma(DoubleVector.broadcast(DOUBLES, -LN2_HIGH), x)
            .add(k.mul(DoubleVector.broadcast(DOUBLES, -LN2_LOW)));
    DoubleVector sum = DoubleVector.broadcast(DOUBLES, FACTORS[FACTORS.length - 1]);
    for (int i = FACTORS.length - 2; i >= 0; i--) {
      sum = sum.fma(r, DoubleVector.broadcast(DOUBLES, FACTORS[i]));
    }
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    DoubleVector power = sum.mul(r).fma(r, r).add(one);
    LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    return power.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
  }

  private static boolean roundingIsSure(DoubleVector result) {
    LongVector toTurn = result.reinterpretAsLongs().and(BELOW_FLOAT).sub(TURN).abs();
    VectorMask<Long> doubtful = toTurn.compare(VectorOperators.LE, DOUBT);
    return !doubtful.anyTrue();
  }
}

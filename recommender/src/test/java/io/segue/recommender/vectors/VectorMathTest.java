package io.segue.recommender.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kernel against its scalar twin. */
class VectorMathTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 48, 112, 1024})
  void dotAgreesWithItsScalarTwin(int length) {
    float[] a = randomFloats(length + 32);
    float[] b = randomFloats(length + 16);

    assertThat((double) VectorMath.dot(a, 32, b, 16, length))
        .isCloseTo(scalarDot(a, 32, b, 16, length), within(1e-4));
  }

  /** Interpreted at first, compiled later: the sum must not change by a bit. */
  @Test
  void dotStaysTheSameWhenItGetsCompiled() {
    float[] a = randomFloats(112);
    float[] b = randomFloats(112);
    float interpreted = VectorMath.dot(a, 0, b, 0, 112);

    for (int i = 0; i < 200_000; i++) {
      assertThat(VectorMath.dot(a, 0, b, 0, 112) == interpreted).isTrue();
    }
  }

  /** Interpreted or compiled, one by one or together. */
  @Test
  void manyProductsAtOnceAreThoseOfOneAfterTheOtherToTheLastBit() {
    VectorTable table = new VectorTable(50, 90, randomFloats(50 * 96));
    Directions directions = Directions.of(table);
    VectorTable normalised = table.normalised();
    float[] query = randomFloats(96);
    float[] direction = new float[96];
    float[] dots = new float[50];
    float[] withQuery = new float[50];
    float[] withDirection = new float[50];
    float[] scales = new float[50];
    int[] rows = new int[50];
    for (int repetition = 0; repetition < 2_000; repetition++) {
      int count = 1 + random.nextInt(50);
      for (int i = 0; i < count; i++) {
        rows[i] = random.nextInt(50);
        scales[i] = directions.scale(rows[i]);
      }
      int[] asked = rows.clone();
      int latest = random.nextInt(50);
      directions.copy(latest, direction);

      table.dots(rows, count, query, dots);
      for (int i = 0; i + 2 <= count; i += 2) {
        VectorMath.dotTwoTwice(
            table.values(), rows, i, scales, query, direction, 96, withQuery, withDirection);
      }

      for (int i = 0; i < count; i++) {
        assertThat(dots[i]).isEqualTo(table.dot(asked[i], query));
      }
      for (int i = 0; i < count / 2 * 2; i++) {
        assertThat(withQuery[i]).isEqualTo(table.dot(asked[i], query));
        assertThat(withDirection[i]).isEqualTo(normalised.dot(asked[i], latest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 48, 112})
  void addScaledAgreesWithItsScalarTwinAndTouchesNothingElse(int length) {
    float[] target = randomFloats(length + 32);
    float[] source = randomFloats(length + 16);
    float[] expected = target.clone();
    for (int i = 0; i < length; i++) {
      expected[16 + i] = Math.fma(source[16 + i], 0.3f, expected[16 + i]);
    }

    VectorMath.addScaled(target, 16, source, 16, 0.3f, length);

    assertThat(target).containsExactly(expected, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 112})
  void normalisedVectorHasLengthOneAndTheSameDirection(int length) {
    float[] vector = randomFloats(length);
    float[] before = vector.clone();

    VectorMath.normalise(vector, 0, length);

    assertThat(scalarDot(vector, 0, vector, 0, length)).isCloseTo(1, within(1e-5));
    double scale = before[0] / vector[0];
    for (int i = 0; i < length; i++) {
      assertThat(vector[i] * scale).isCloseTo(before[i], within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48})
  void zerosStayZerosWhenNormalised(int length) {
    float[] zeros = new float[length];

    VectorMath.normalise(zeros, 0, length);

    assertThat(zeros).containsOnly(0);
  }

  private static double scalarDot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  private float[] randomFloats(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}

package io.segue.recommender.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialsTest {

  @Test
  void manyAtOnceAreThoseOfTheLibraryToTheLastBit() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[1_003];
    for (int repetition = 0; repetition < 1_000; repetition++) {
      double range = Math.exp(random.nextDouble(-12, 6));
      float from = (float) random.nextDouble(-20, 20);
      float[] expected = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (from - range * random.nextDouble());
        expected[i] = (float) Math.exp(values[i] - from);
      }

      Exponentials.ofDifferences(values, values.length, from);

      assertThat(values).isEqualTo(expected);
    }
  }

  @Test
  void numbersOfOtherKindsAreLeftToTheLibrary() {
    float[] numbers = {
      0,
      -0f,
      1,
      88,
      89,
      -79,
      -80,
      -81,
      -103,
      -104,
      Float.NaN,
      Float.NEGATIVE_INFINITY,
      Float.POSITIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      -1e-30f,
      -0.5f
    };
    float[] values = new float[16 * numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 16 == 3 ? numbers[i / 16] : -1;
    }
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = (float) Math.exp(values[i]);
    }

    Exponentials.ofDifferences(values, values.length - 1, 0);

    expected[values.length - 1] = -1;
    assertThat(values).isEqualTo(expected);
  }
}

package io.segue.trainer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class SigmoidTest {

  @Test
  void isNearTheLogisticFunctionEverywhere() {
    for (float x = -20; x <= 20; x += 0.01f) {
      assertThat((double) Sigmoid.of(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(0.0005));
    }
  }

  @Test
  void hasTheSameValueInEveryLaneAsAlone() {
    for (float x = -20; x <= 20; x += 0.01f) {
      FloatVector lanes = Sigmoid.of(FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, x));
      assertThat(lanes.lane(0)).isCloseTo(Sigmoid.of(x), within(1e-6f));
    }
  }
}

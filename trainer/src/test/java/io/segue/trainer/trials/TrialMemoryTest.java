package io.segue.trainer.trials;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.space.Parameter;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialMemoryTest {

  /** 1,000 tracks that occur 1, 2, 3, … times; each vector takes 3 times 192 bytes. */
  private static TrialMemory memory(long bytesForVectors) {
    int[] counts = IntStream.rangeClosed(1, 1_000).toArray();
    return new TrialMemory(counts, 10_000, 10_000 * 4 + 1_000 * 24 + bytesForVectors);
  }

  @Test
  void saysWhichMinCountWouldFit() {
    assertThatCode(() -> memory(900 * 576).check(minCount(101))).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory(900 * 576 - 1).check(minCount(101)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("min_count = 101 gives 900 tracks a vector of 48 numbers")
        .hasMessageContaining("min_count = 102 would fit");
  }

  @Test
  void saysSoWhenNoneWouldFit() {
    assertThatThrownBy(() -> memory(0).check(minCount(1)))
        .hasMessageContaining("no min_count would fit");
  }

  private static Hyperparameters minCount(int minCount) {
    Map<Parameter, String> point = Parameter.point(Hyperparameters.DEFAULTS);
    point.put(Parameter.MIN_COUNT, Integer.toString(minCount));
    return Parameter.hyperparameters(point, 1);
  }
}

package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class SelectionTest {

  @RepeatedTest(50)
  void findsWhatSortingFinds(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    float[] values = new float[1 + random.nextInt(200)];
    int distinct = 1 + random.nextInt(50);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(distinct);
    }
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int k = 1 + random.nextInt(values.length);

    assertThat(Selection.largest(values, values.length, k)).isEqualTo(sorted[sorted.length - k]);
  }
}

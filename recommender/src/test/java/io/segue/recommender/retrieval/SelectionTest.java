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

    assertThat(new Selection().largest(values, values.length, k))
        .isEqualTo(sorted[sorted.length - k]);
  }

  @RepeatedTest(20)
  void signsAndSizesOfNumbersMakeNoDifference(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    float[] values = new float[3 * 2_000];
    float[] chosen = new float[2_000];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (float) (random.nextDouble(-1, 1) * Math.exp(random.nextDouble(-30, 30)));
      values[1 + 3 * i] = chosen[i];
    }
    Arrays.sort(chosen);
    Selection selection = new Selection();

    for (int k : new int[] {1, 2, 100, 999, 1_000, 1_001, 2_000}) {
      assertThat(selection.largest(values, 1, 3, chosen.length, k))
          .isEqualTo(chosen[chosen.length - k]);
    }
  }
}

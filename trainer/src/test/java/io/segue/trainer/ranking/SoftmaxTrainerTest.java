package io.segue.trainer.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftmaxTrainerTest {

  @Test
  void weighsWhatTellsTheRightAnswerAndNotWhatIsConstant() {
    SplittableRandom random = new SplittableRandom(1);
    TrainingGroups groups = new TrainingGroups(4);
    for (int g = 0; g < 2_000; g++) {
      for (int row = 0; row < 5; row++) {
        int offset = groups.addRow();
        groups.values()[offset] = (float) random.nextDouble() + (row == 0 ? 0.5f : 0);
        groups.values()[offset + 1] = 1_000 * (float) random.nextDouble();
        groups.values()[offset + 2] = (float) random.nextDouble() - (row == 0 ? 0.5f : 0);
        groups.values()[offset + 3] = 3;
      }
      groups.endGroup();
    }

    float[] weights = SoftmaxTrainer.train(groups, 1);

    assertThat(weights[0]).isGreaterThan(1);
    assertThat(Math.abs(weights[1])).isLessThan(1e-3f);
    assertThat(weights[2]).isLessThan(-1);
    assertThat(weights[3]).isZero();
  }
}

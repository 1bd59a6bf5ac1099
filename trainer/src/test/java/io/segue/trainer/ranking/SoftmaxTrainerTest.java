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

  /**
   * Listeners look at rank r in proportion to 1 / r, and the list they saw was ordered by a feature
   * that says nothing. Learnt as it is, that feature seems to matter; weighed by the rank it does
   * not, and the feature that listeners do go by weighs the same as ever.
   */
  @Test
  void choicesWeighedByTheirRankSayWhatListenersLike() {
    float[] plain = SoftmaxTrainer.train(choices(false), 1);
    float[] corrected = SoftmaxTrainer.train(choices(true), 1);

    assertThat(plain[0]).isGreaterThan(2);
    assertThat(Math.abs(corrected[0])).isLessThan(plain[0] / 8);
    assertThat(corrected[1]).isGreaterThan(1);
  }

  private static TrainingGroups choices(boolean weighed) {
    SplittableRandom random = new SplittableRandom(1);
    TrainingGroups groups = new TrainingGroups(2);
    int size = 8;
    for (int g = 0; g < 40_000; g++) {
      double[] liked = new double[size];
      int chosen = -1;
      while (chosen < 0) {
        for (int rank = 1; rank <= size; rank++) {
          liked[rank - 1] = random.nextDouble();
        }
        int rank = 1 + random.nextInt(size);
        if (random.nextDouble() < liked[rank - 1] / rank) {
          chosen = rank - 1;
        }
      }
      for (int row = 0; row < size; row++) {
        int item = row == 0 ? chosen : row <= chosen ? row - 1 : row;
        int offset = groups.addRow();
        groups.values()[offset] = 1 - item / (float) size;
        groups.values()[offset + 1] = (float) liked[item];
      }
      groups.endGroup(weighed ? chosen + 1 : 1);
    }
    return groups;
  }
}

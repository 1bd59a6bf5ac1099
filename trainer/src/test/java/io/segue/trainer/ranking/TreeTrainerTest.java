package io.segue.trainer.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.ranking.FeatureTable;
import io.segue.recommender.ranking.TreeEnsemble;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TreeTrainerTest {

  private static final int FEATURES = 6;
  private static final TreeSettings SETTINGS = new TreeSettings(30, 4, 0.2, 0.8, 0.8, 1);

  /** The right answer has a greater product of the first two features; the others are noise. */
  private static TrainingGroups groups(int size) {
    SplittableRandom random = new SplittableRandom(5);
    TrainingGroups groups = new TrainingGroups(FEATURES);
    for (int g = 0; g < size; g++) {
      float[][] rows = new float[10][FEATURES];
      int best = 0;
      for (int r = 0; r < rows.length; r++) {
        for (int f = 0; f < FEATURES; f++) {
          rows[r][f] = (float) random.nextDouble() * (f == 2 ? 1e-4f : 1);
        }
        best = rows[r][0] * rows[r][1] > rows[best][0] * rows[best][1] ? r : best;
      }
      float[] swapped = rows[0];
      rows[0] = rows[best];
      rows[best] = swapped;
      for (float[] row : rows) {
        int offset = groups.addRow();
        System.arraycopy(row, 0, groups.values(), offset, FEATURES);
      }
      groups.endGroup();
    }
    return groups;
  }

  private static float[] predict(TreeEnsemble trees, TrainingGroups groups) {
    FeatureTable table = new FeatureTable(FEATURES, groups.rows());
    for (int row = 0; row < groups.rows(); row++) {
      for (int f = 0; f < FEATURES; f++) {
        table.set(f, row, groups.values()[row * FEATURES + f]);
      }
    }
    float[] scores = new float[groups.rows()];
    trees.score(table, groups.rows(), scores);
    return scores;
  }

  @Test
  void flatTreesPredictWhatXgboostPredicts() {
    TrainingGroups groups = groups(500);

    TreeTrainer.Trained trained = TreeTrainer.train(groups, SETTINGS, 1, true);

    float[] scores = predict(trained.trees(), groups);
    assertThat(scores).hasSameSizeAs(trained.predictions());
    for (int row = 0; row < scores.length; row++) {
      assertThat(scores[row]).isCloseTo(trained.predictions()[row], Offset.offset(1e-5f));
    }
  }

  @Test
  void rightAnswersComeOutOnTop() {
    TrainingGroups groups = groups(2_000);

    float[] scores = predict(TreeTrainer.train(groups, SETTINGS, 1), groups);

    int first = 0;
    for (int g = 0; g < groups.size(); g++) {
      boolean best = true;
      for (int row = groups.starts()[g] + 1; row < groups.starts()[g + 1]; row++) {
        best &= scores[groups.starts()[g]] > scores[row];
      }
      first += best ? 1 : 0;
    }
    assertThat(first).isGreaterThan(1_200);
  }

  @Test
  void sameSeedGivesTheSameTrees() {
    TrainingGroups groups = groups(300);

    TreeEnsemble one = TreeTrainer.train(groups, SETTINGS, 1);
    TreeEnsemble two = TreeTrainer.train(groups, SETTINGS, 1);

    assertThat(one.nodeFeatures()).isEqualTo(two.nodeFeatures());
    assertThat(one.thresholds()).isEqualTo(two.thresholds());
    assertThat(one.leaves()).isEqualTo(two.leaves());
    assertThat(one.trees()).isEqualTo(30);
  }
}

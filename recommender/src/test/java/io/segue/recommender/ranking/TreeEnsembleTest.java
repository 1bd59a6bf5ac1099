package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TreeEnsembleTest {

  /** Two trees of depth 2; the second looks at feature 1 only. */
  private static final TreeEnsemble TREES =
      new TreeEnsemble(
          2,
          new short[] {0, 1, 1, 1, 1, 1},
          new float[] {0.5f, 10, 20, 15, 0, 0},
          new float[] {1, 2, 3, 4, 100, 100, 200, 200});

  @Test
  void eachRowWalksEachTree() {
    FeatureTable table = new FeatureTable(2, 8);
    float[][] rows = {{0, 5}, {0, 10}, {0.5f, 19}, {1, 20}, {0, 14}, {0.4f, 15}};
    for (int row = 0; row < rows.length; row++) {
      table.set(0, row, rows[row][0]);
      table.set(1, row, rows[row][1]);
    }
    float[] scores = {9, 9, 9, 9, 9, 9, 9};

    TREES.score(table, rows.length, scores);

    assertThat(scores).containsExactly(101, 102, 203, 204, 102, 202, 9);
  }

  @Test
  void headKeepsTheFirstTrees() {
    FeatureTable table = new FeatureTable(2, 1);
    float[] scores = new float[1];

    TREES.head(1).score(table, 1, scores);

    assertThat(scores).containsExactly(1);
    assertThat(TREES.features()).isEqualTo(2);
  }

  @Test
  void arraysThatDoNotBelongTogetherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeEnsemble(2, new short[3], new float[3], new float[5]))
        .withMessage("5 leaves do not make trees of depth 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeEnsemble(2, new short[2], new float[3], new float[4]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeEnsemble(1, new short[] {-1}, new float[1], new float[2]))
        .withMessage("a node has the feature -1");
  }
}

package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 7, 8, 9})
  void rankerOfOneThreadGivesTheScoresOfTheWalkToTheLastBit(int depth) {
    SplittableRandom random = new SplittableRandom(depth);
    int features = 7;
    TreeEnsemble trees = randomTrees(random, 45, depth, features);
    Ranker ranker = trees.forOneThread();
    assertThat(ranker.features()).isEqualTo(trees.features());
    for (int rows : new int[] {1, 63, 64, 65, 150, 7, 300}) {
      FeatureTable table = new FeatureTable(features, rows + 3);
      for (int row = 0; row < rows; row++) {
        for (int feature = 0; feature < features; feature++) {
          table.set(feature, row, randomValue(random, feature));
        }
      }
      float[] walked = new float[rows];
      float[] scores = new float[rows];

      trees.score(table, rows, walked);
      ranker.score(table, rows, scores);

      assertThat(scores).isEqualTo(walked);
    }
  }

  /** Every threshold of feature 0 is another one: more than a byte can count. */
  private static TreeEnsemble randomTrees(
      SplittableRandom random, int trees, int depth, int features) {
    int inner = (1 << depth) - 1;
    short[] nodeFeatures = new short[trees * inner];
    float[] thresholds = new float[trees * inner];
    float[] leaves = new float[trees << depth];
    for (int node = 0; node < nodeFeatures.length; node++) {
      nodeFeatures[node] = (short) random.nextInt(features);
      thresholds[node] = randomValue(random, nodeFeatures[node]);
      thresholds[node] = Float.isFinite(thresholds[node]) ? thresholds[node] : 0;
    }
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      leaves[leaf] = (float) random.nextDouble(-1, 1);
    }
    return new TreeEnsemble(depth, nodeFeatures, thresholds, leaves);
  }

  private static float randomValue(SplittableRandom random, int feature) {
    return switch (feature) {
      case 0 -> (float) random.nextDouble();
      case 1 -> random.nextInt(3);
      case 2 -> random.nextInt(4) == 0 ? Float.POSITIVE_INFINITY : random.nextInt(40);
      case 3 -> random.nextInt(9) == 0 ? Float.NaN : random.nextInt(300);
      case 4 -> random.nextBoolean() ? 0f : -0f;
      default -> (float) (random.nextInt(-500, 500) / 7.0);
    };
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

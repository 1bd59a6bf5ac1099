package io.segue.trainer.ranking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.recommender.ranking.TreeEnsemble;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Grows trees by XGBoost and turns them into a {@link TreeEnsemble}. */
final class TreeTrainer {

  /** Trees and, for tests, what XGBoost itself predicts for the rows it was trained on. */
  @SuppressWarnings("ArrayRecordComponent") // for tests, never compared
  record Trained(TreeEnsemble trees, float[] predictions) {}

  private TreeTrainer() {}

  /** Trains on groups. */
  static TreeEnsemble train(TrainingGroups groups, TreeSettings settings, int threads) {
    return train(groups, settings, threads, false).trees();
  }

  /**
   * Trains on groups.
   *
   * @param predict whether XGBoost is to predict, too
   * @throws IllegalStateException when XGBoost fails
   */
  static Trained train(TrainingGroups groups, TreeSettings settings, int threads, boolean predict) {
    float[] values = Arrays.copyOf(groups.values(), groups.rows() * groups.features());
    try {
      DMatrix matrix = new DMatrix(values, groups.rows(), groups.features(), Float.NaN);
      try {
        matrix.setLabel(new float[groups.rows()]);
        Booster booster =
            XGBoost.train(
                matrix,
                settings.parameters(threads),
                settings.rounds(),
                Map.of(),
                new SoftmaxObjective(groups),
                null);
        try {
          TreeEnsemble trees = parse(booster.toByteArray("json"), settings.depth());
          return new Trained(trees, predict ? flat(booster.predict(matrix, true)) : new float[0]);
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError | IOException e) {
      throw new IllegalStateException("XGBoost could not train the ranker: " + e.getMessage(), e);
    }
  }

  private static float[] flat(float[][] predictions) {
    float[] flat = new float[predictions.length];
    for (int row = 0; row < flat.length; row++) {
      flat[row] = predictions[row][0];
    }
    return flat;
  }

  /** Reads XGBoost's own JSON format. */
  private static TreeEnsemble parse(byte[] json, int depth) throws IOException {
    JsonNode trees = new ObjectMapper().readTree(json).at("/learner/gradient_booster/model/trees");
    int inner = (1 << depth) - 1;
    short[] features = new short[trees.size() * inner];
    float[] thresholds = new float[trees.size() * inner];
    float[] leaves = new float[trees.size() << depth];
    for (int tree = 0; tree < trees.size(); tree++) {
      new TreeReader(trees.get(tree), depth, tree, features, thresholds, leaves).read(0, 0, 0);
    }
    return new TreeEnsemble(depth, features, thresholds, leaves);
  }

  /** Copies one tree into its place, made complete. */
  private static final class TreeReader {
    private final JsonNode left;
    private final JsonNode right;
    private final JsonNode splitFeatures;
    private final JsonNode conditions;
    private final int depth;
    private final int tree;
    private final short[] features;
    private final float[] thresholds;
    private final float[] leaves;

    TreeReader(
        JsonNode json, int depth, int tree, short[] features, float[] thresholds, float[] leaves) {
      this.left = json.get("left_children");
      this.right = json.get("right_children");
      this.splitFeatures = json.get("split_indices");
      this.conditions = json.get("split_conditions");
      this.depth = depth;
      this.tree = tree;
      this.features = features;
      this.thresholds = thresholds;
      this.leaves = leaves;
    }

    void read(int node, int place, int level) {
      int inner = (1 << depth) - 1;
      float condition = conditions.get(node).floatValue();
      if (level == depth) {
        leaves[(tree << depth) + place - inner] = condition;
        return;
      }
      boolean leaf = left.get(node).intValue() < 0;
      if (!leaf) {
        features[tree * inner + place] = (short) splitFeatures.get(node).intValue();
        thresholds[tree * inner + place] = condition;
      }
      read(leaf ? node : left.get(node).intValue(), 2 * place + 1, level + 1);
      read(leaf ? node : right.get(node).intValue(), 2 * place + 2, level + 1);
    }
  }
}

package io.segue.trainer.ranking;

import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;

/**
 * The loss of a group: minus the logarithm of the right answer's probability, under a softmax over
 * the group's scores, times what the group counts.
 */
final class SoftmaxObjective implements IObjective {

  private static final long serialVersionUID = 1;
  private static final float CURVATURE_MIN = 1e-6f;

  private final transient TrainingGroups groups;
  private final transient float[] gradients;
  private final transient float[] curvatures;

  SoftmaxObjective(TrainingGroups groups) {
    this.groups = groups;
    this.gradients = new float[groups.rows()];
    this.curvatures = new float[groups.rows()];
  }

  @Override
  public List<float[]> getGradient(float[][] scores, DMatrix ignored) {
    int[] starts = groups.starts();
    for (int group = 0; group < groups.size(); group++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int row = starts[group]; row < starts[group + 1]; row++) {
        max = Math.max(max, scores[row][0]);
      }
      double sum = 0;
      for (int row = starts[group]; row < starts[group + 1]; row++) {
        gradients[row] = (float) Math.exp(scores[row][0] - max);
        sum += gradients[row];
      }
      for (int row = starts[group]; row < starts[group + 1]; row++) {
        float probability = (float) (gradients[row] / sum);
        float weight = groups.weights()[group];
        gradients[row] = weight * (probability - (row == starts[group] ? 1 : 0));
        // Twice the diagonal of the Hessian bounds the whole of it.
        curvatures[row] = Math.max(weight * 2 * probability * (1 - probability), CURVATURE_MIN);
      }
    }
    return List.of(gradients, curvatures);
  }
}

package io.segue.trainer.ranking;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns weights under which the right answer of each group scores best: softmax regression over
 * the group, by Adagrad. Features are divided by their standard deviation while learning.
 */
final class SoftmaxTrainer {

  private static final int EPOCHS = 8;
  private static final double RATE = 0.1;

  private SoftmaxTrainer() {}

  /** The weights of the features as they are; a constant feature weighs 0. */
  static float[] train(TrainingGroups groups, long seed) {
    int features = groups.features();
    float[] scales = scales(groups);
    double[] weights = new double[features];
    double[] squares = new double[features];
    double[] gradient = new double[features];
    double[] scores = new double[64];
    int[] order = new int[groups.size()];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int i = 0; i < order.length; i++) {
        int other = i + random.nextInt(order.length - i);
        int group = order[other];
        order[other] = order[i];
        order[i] = group;

        int from = groups.starts()[group];
        int rows = groups.starts()[group + 1] - from;
        if (scores.length < rows) {
          scores = new double[rows];
        }
        probabilities(groups, from, rows, weights, scales, scores);
        Arrays.fill(gradient, 0);
        for (int row = 0; row < rows; row++) {
          double error = groups.weights()[group] * (scores[row] - (row == 0 ? 1 : 0));
          int offset = (from + row) * features;
          for (int f = 0; f < features; f++) {
            gradient[f] += error * groups.values()[offset + f] * scales[f];
          }
        }
        double rate = RATE * (1 - 0.9 * epoch / EPOCHS);
        for (int f = 0; f < features; f++) {
          squares[f] += gradient[f] * gradient[f];
          weights[f] -= rate * gradient[f] / Math.sqrt(squares[f] + 1e-8);
        }
      }
    }
    float[] result = new float[features];
    for (int f = 0; f < features; f++) {
      result[f] = (float) (weights[f] * scales[f]);
    }
    return result;
  }

  private static void probabilities(
      TrainingGroups groups,
      int from,
      int rows,
      double[] weights,
      float[] scales,
      double[] scores) {
    int features = groups.features();
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows; row++) {
      int offset = (from + row) * features;
      double score = 0;
      for (int f = 0; f < features; f++) {
        score += weights[f] * groups.values()[offset + f] * scales[f];
      }
      scores[row] = score;
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      scores[row] = Math.exp(scores[row] - max);
      sum += scores[row];
    }
    for (int row = 0; row < rows; row++) {
      scores[row] /= sum;
    }
  }

  private static float[] scales(TrainingGroups groups) {
    int features = groups.features();
    double[] sums = new double[features];
    double[] squares = new double[features];
    for (int row = 0; row < groups.rows(); row++) {
      for (int f = 0; f < features; f++) {
        double value = groups.values()[row * features + f];
        sums[f] += value;
        squares[f] += value * value;
      }
    }
    float[] scales = new float[features];
    for (int f = 0; f < features; f++) {
      double mean = sums[f] / Math.max(1, groups.rows());
      double variance = squares[f] / Math.max(1, groups.rows()) - mean * mean;
      scales[f] = variance > 1e-12 ? (float) (1 / Math.sqrt(variance)) : 0;
    }
    return scales;
  }
}

package io.segue.trainer.card;

import io.segue.recommender.Model;
import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the vectors of the most popular tracks out on a plane: the two directions in which they
 * differ most (principal components), found by power iteration on their covariance.
 */
final class Projection {

  private static final int ITERATIONS = 100;

  private Projection() {}

  /** The map of at most {@code tracksMax} tracks. Equal models give equal maps. */
  static List<Point> of(Model model, int tracksMax) {
    VectorTable vectors = model.vectors();
    int rows = Math.min(tracksMax, vectors.rows());
    int dimension = vectors.dimension();
    double[][] centred = centred(vectors, rows);
    double[][] covariance = new double[dimension][dimension];
    for (double[] row : centred) {
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          covariance[i][j] += row[i] * row[j];
        }
      }
    }
    double[] first = component(covariance);
    deflate(covariance, first);
    double[] second = component(covariance);
    double[] x = scaled(centred, first);
    double[] y = scaled(centred, second);
    List<Point> points = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int artist = model.artistOf()[row];
      points.add(
          new Point(
              x[row],
              y[row],
              model.tracks().id(row),
              artist < 0 ? "" : model.artists().id(artist)));
    }
    return points;
  }

  private static double[][] centred(VectorTable vectors, int rows) {
    double[][] centred = new double[rows][vectors.dimension()];
    double[] mean = new double[vectors.dimension()];
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < mean.length; d++) {
        centred[row][d] = vectors.values()[vectors.offset(row) + d];
        mean[d] += centred[row][d] / rows;
      }
    }
    for (double[] row : centred) {
      for (int d = 0; d < mean.length; d++) {
        row[d] -= mean[d];
      }
    }
    return centred;
  }

  private static double[] component(double[][] covariance) {
    double[] component = new double[covariance.length];
    for (int d = 0; d < component.length; d++) {
      // Any start will do that is not at right angles to the answer.
      component[d] = 1 + d % 7 * 0.1;
    }
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = new double[component.length];
      double length = 0;
      for (int d = 0; d < next.length; d++) {
        next[d] = dot(covariance[d], component);
        length += next[d] * next[d];
      }
      double scale = length == 0 ? 0 : 1 / Math.sqrt(length);
      component = Arrays.stream(next).map(value -> value * scale).toArray();
    }
    return component;
  }

  private static void deflate(double[][] covariance, double[] component) {
    double variance = 0;
    for (int d = 0; d < component.length; d++) {
      variance += component[d] * dot(covariance[d], component);
    }
    for (int i = 0; i < component.length; i++) {
      for (int j = 0; j < component.length; j++) {
        covariance[i][j] -= variance * component[i] * component[j];
      }
    }
  }

  private static double[] scaled(double[][] rows, double[] component) {
    double[] values = Arrays.stream(rows).mapToDouble(row -> dot(row, component)).toArray();
    double min = Arrays.stream(values).min().orElse(0);
    double max = Arrays.stream(values).max().orElse(0);
    return Arrays.stream(values)
        .map(value -> max > min ? (value - min) / (max - min) : 0.5)
        .toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}

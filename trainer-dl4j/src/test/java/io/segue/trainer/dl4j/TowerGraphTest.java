package io.segue.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients, against differences of the loss. */
class TowerGraphTest {

  private static final int BATCH = 5;
  private static final int LAST = 3;
  private static final int DIMENSION = 4;
  private static final float STEP = 0.01f;

  /** What is left by single precision and by the curve between two points. */
  private static final float ROUNDING = 2e-3f;

  private final TowerGraph graph = new TowerGraph(BATCH, LAST, DIMENSION);
  private final float[] context = new float[BATCH * LAST * DIMENSION];
  private final float[] next = new float[BATCH * DIMENSION];

  /** Context of all lengths, times that are known and not, and a next track that is there twice. */
  @BeforeEach
  void fill() {
    Random random = new Random(1);
    TowerInput input = graph.input();
    for (int b = 0; b < BATCH; b++) {
      for (int i = 0; i < LAST; i++) {
        input.context()[b * LAST + i] = i <= b % LAST ? 10 + b + i : -1;
      }
      input.next()[b] = b == BATCH - 1 ? 0 : b;
      input.logDrawn()[b] = (float) Math.log(0.1 + 0.1 * b);
      NextTrackExamples.fillTime(input.time(), b * TowerInput.TIMES, b % 2 * 400_000);
    }
    for (int i = 0; i < context.length; i++) {
      boolean known = input.context()[i / DIMENSION] >= 0;
      context[i] = known ? (float) random.nextGaussian() : 0;
    }
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) random.nextGaussian();
    }
    // At zero, where it starts, much of what could be wrong would not show.
    INDArray timeMap = graph.dense("timeMap");
    for (int i = 0; i < timeMap.length(); i++) {
      timeMap.putScalar(i, 0.3 * random.nextGaussian());
    }
    graph.dense("logScale").putScalar(0, 0.5);
  }

  @Test
  void gradientsOfItemVectorsAreTheSlopesOfTheLoss() {
    TowerGraph.Gradients gradients = graph.gradients(context, next);
    assertThat(largest(gradients.next())).isGreaterThan(10 * ROUNDING);
    assertThat(largest(gradients.context())).isGreaterThan(10 * ROUNDING);
    for (int i = 0; i < next.length; i++) {
      assertThat(gradients.next()[i]).as("next %d", i).isCloseTo(slope(next, i), within(ROUNDING));
    }
    for (int i = 0; i < context.length; i++) {
      boolean known = graph.input().context()[i / DIMENSION] >= 0;
      assertThat(gradients.context()[i])
          .as("context %d", i)
          .isCloseTo(known ? slope(context, i) : 0, within(ROUNDING));
    }
  }

  @Test
  void gradientsOfTheTowersAreTheSlopesOfTheLoss() {
    TowerGraph.Gradients gradients = graph.gradients(context, next);
    for (int p = 0; p < TowerGraph.DENSE.size(); p++) {
      String name = TowerGraph.DENSE.get(p);
      INDArray parameter = graph.dense(name);
      float[] gradient = gradients.dense().get(p);
      assertThat(gradient).hasSize((int) parameter.length());
      for (int i = 0; i < gradient.length; i++) {
        float at = parameter.getFloat(i);
        parameter.putScalar(i, at + STEP);
        float above = graph.gradients(context, next).loss();
        parameter.putScalar(i, at - STEP);
        float below = graph.gradients(context, next).loss();
        parameter.putScalar(i, at);
        assertThat(gradient[i])
            .as("%s %d", name, i)
            .isCloseTo((above - below) / (2 * STEP), within(ROUNDING));
      }
    }
  }

  private float slope(float[] vectors, int i) {
    float at = vectors[i];
    vectors[i] = at + STEP;
    float above = graph.gradients(context, next).loss();
    vectors[i] = at - STEP;
    float below = graph.gradients(context, next).loss();
    vectors[i] = at;
    return (above - below) / (2 * STEP);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}

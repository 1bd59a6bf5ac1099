package io.segue.trainer.dl4j;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Both towers and their loss as a SameDiff graph over one batch. The graph sees only the item
 * vectors of the batch: a step reads them from the {@link ItemTower}, differentiates, and gives the
 * gradients back, so its cost does not grow with the number of tracks. Not thread-safe.
 */
final class TowerGraph {

  private static final float INITIAL_DECAY = 0.7f;
  private static final float INITIAL_SCALE = 10;
  private static final float SCALE_MAX = 50;

  /** Large enough to take a track out of a softmax, small enough for a float. */
  private static final float NEVER = 1e9f;

  private static final double TINY = 1e-12;
  private static final float EPSILON = 1e-8f;

  /** The parameters beside the embeddings. */
  static final List<String> DENSE = List.of("decayLogit", "logScale", "timeMap");

  private final int batch;
  private final int last;
  private final int dimension;
  private final TowerInput input;
  private final SameDiff graph;
  private final float[] contextVectors;
  private final float[] nextVectors;
  private final float[] known;
  private final float[] repeats;

  /** Sums of squared gradients of each of the {@link #DENSE} parameters, for Adagrad. */
  private final List<float[]> sums = new ArrayList<>();

  private float loss;

  TowerGraph(int batch, int last, int dimension) {
    this.batch = batch;
    this.last = last;
    this.dimension = dimension;
    input = new TowerInput(batch, last);
    contextVectors = new float[batch * last * dimension];
    nextVectors = new float[batch * dimension];
    known = new float[batch * last];
    repeats = new float[batch * batch];
    graph = define();
    for (String name : DENSE) {
      sums.add(new float[(int) dense(name).length()]);
    }
  }

  private SameDiff define() {
    SameDiff sd = SameDiff.create();
    SDVariable context = sd.placeHolder("context", DataType.FLOAT, (long) batch * last, dimension);
    SDVariable next = sd.placeHolder("next", DataType.FLOAT, batch, dimension);
    SDVariable isKnown = sd.placeHolder("known", DataType.FLOAT, batch, last);
    SDVariable time = sd.placeHolder("time", DataType.FLOAT, batch, TowerInput.TIMES);
    SDVariable logDrawn = sd.placeHolder("logDrawn", DataType.FLOAT, 1, batch);
    SDVariable repeated = sd.placeHolder("repeats", DataType.FLOAT, batch, batch);
    float decayLogit = (float) Math.log(INITIAL_DECAY / (1 - INITIAL_DECAY));
    SDVariable decay = sd.var("decayLogit", Nd4j.create(new float[][] {{decayLogit}}));
    SDVariable logScale =
        sd.var("logScale", Nd4j.create(new float[][] {{(float) Math.log(INITIAL_SCALE)}}));
    SDVariable timeMap = sd.var("timeMap", Nd4j.zeros(DataType.FLOAT, TowerInput.TIMES, dimension));
    SDVariable ages =
        sd.constant("ages", Nd4j.arange(last).castTo(DataType.FLOAT).reshape(1, last));
    SDVariable diagonal = sd.constant("diagonal", Nd4j.eye(batch).castTo(DataType.FLOAT));

    // Each context track weighs decay^age, those that are not there nothing.
    SDVariable logDecay = sd.math().log(sd.nn().sigmoid(decay));
    SDVariable weights = isKnown.mul(sd.math().exp(ages.mul(logDecay)));
    SDVariable context3 = unit(sd, context).reshape(batch, last, dimension);
    SDVariable played = weights.reshape(batch, 1, last).mmul(context3).reshape(batch, dimension);
    SDVariable query = unit(sd, played.add(time.mmul(timeMap)));
    SDVariable item = unit(sd, next);

    SDVariable scores = sd.mmul(query, item, false, true, false).mul(sd.math().exp(logScale));
    SDVariable logits = scores.sub(logDrawn).sub(repeated.mul(NEVER));
    // Scores are cosines at a scale that stays small, so the exponentials fit without a shift.
    SDVariable all = sd.math().log(rowSums(sd, sd.math().exp(logits), batch));
    SDVariable right = rowSums(sd, logits.mul(diagonal), batch);
    SDVariable mean = sd.constant(Nd4j.ones(DataType.FLOAT, 1, batch).divi(batch));
    SDVariable lossOf = mean.mmul(all.sub(right)).rename("loss");
    sd.setLossVariables(lossOf.name());
    differentiate(sd);
    return sd;
  }

  /** Keeps what SameDiff prints about each operation off the command's output. */
  private static void differentiate(SameDiff sd) {
    synchronized (TowerGraph.class) {
      PrintStream out = System.out;
      System.setOut(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      try {
        sd.createGradFunction("context", "next");
      } finally {
        System.setOut(out);
      }
    }
  }

  private SDVariable unit(SameDiff sd, SDVariable rows) {
    SDVariable squared = rowSums(sd, rows.mul(rows), dimension).add(TINY);
    return rows.div(sd.math().sqrt(squared));
  }

  /**
   * Sums of rows, as a column. By a product with ones: in 1.0.0-M2.1 the gradients of sums along a
   * dimension, of logSumExp and of logSoftmax lose the dimension and fail.
   */
  private static SDVariable rowSums(SameDiff sd, SDVariable matrix, int columns) {
    return matrix.mmul(sd.constant(Nd4j.ones(DataType.FLOAT, columns, 1)));
  }

  int batch() {
    return batch;
  }

  /** The examples of the next step. */
  TowerInput input() {
    return input;
  }

  /**
   * The loss on the input's examples and its gradients.
   *
   * @param context by the item vectors of the context, batch x last x dimension
   * @param next by those of the next tracks, batch x dimension
   * @param dense by the parameters of the towers, in the order of {@link #DENSE}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Gradients(float loss, float[] context, float[] next, List<float[]> dense) {}

  /** One step on the input's examples. */
  void step(ItemTower items, float learningRate) {
    items.readAll(input.context(), contextVectors);
    items.readAll(input.next(), nextVectors);
    Gradients gradients = gradients(contextVectors, nextVectors);
    loss = gradients.loss();
    items.step(input.next(), gradients.next(), learningRate);
    items.step(input.context(), gradients.context(), learningRate);
    for (int i = 0; i < DENSE.size(); i++) {
      stepDense(dense(DENSE.get(i)), sums.get(i), gradients.dense().get(i), learningRate);
    }
    INDArray logScale = dense("logScale");
    logScale.putScalar(0, Math.min(logScale.getFloat(0), (float) Math.log(SCALE_MAX)));
  }

  /** Adagrad. */
  private static void stepDense(
      INDArray parameters, float[] squares, float[] gradient, float learningRate) {
    for (int i = 0; i < gradient.length; i++) {
      squares[i] += gradient[i] * gradient[i];
      float size = (float) Math.sqrt(squares[i] + EPSILON);
      parameters.putScalar(i, parameters.getFloat(i) - learningRate * gradient[i] / size);
    }
  }

  /**
   * Differentiates the loss on the input's examples.
   *
   * @param context item vectors of the input's context
   * @param next item vectors of the input's next tracks
   */
  Gradients gradients(float[] context, float[] next) {
    for (int i = 0; i < known.length; i++) {
      known[i] = input.context()[i] >= 0 ? 1 : 0;
    }
    for (int a = 0; a < batch; a++) {
      for (int b = 0; b < batch; b++) {
        // The same track once more is no counter-example.
        repeats[a * batch + b] = a != b && input.next()[a] == input.next()[b] ? 1 : 0;
      }
    }
    Map<String, INDArray> arrays = new HashMap<>();
    arrays.put("context", Nd4j.createFromArray(context).reshape(-1, dimension));
    arrays.put("next", Nd4j.createFromArray(next).reshape(-1, dimension));
    arrays.put("known", Nd4j.createFromArray(known).reshape(-1, last));
    arrays.put("time", Nd4j.createFromArray(input.time()).reshape(-1, TowerInput.TIMES));
    arrays.put("logDrawn", Nd4j.createFromArray(input.logDrawn()).reshape(1, -1));
    arrays.put("repeats", Nd4j.createFromArray(repeats).reshape(-1, batch));
    List<String> variables = new ArrayList<>(List.of("context", "next"));
    variables.addAll(DENSE);
    var result = graph.calculateGradientsAndOutputs(arrays, List.of("loss"), variables);
    Map<String, INDArray> by = result.getGradients();
    Gradients gradients =
        new Gradients(
            array(result.getOutputs(), "loss").getFloat(0),
            floats(by, "context"),
            floats(by, "next"),
            DENSE.stream().map(name -> floats(by, name)).toList());
    // Native memory, which waits for the garbage collector else.
    arrays.values().forEach(INDArray::close);
    by.values().forEach(INDArray::close);
    result.getOutputs().values().forEach(INDArray::close);
    return gradients;
  }

  private static float[] floats(Map<String, INDArray> arrays, String name) {
    return array(arrays, name).dup('c').data().asFloat();
  }

  private static INDArray array(Map<String, INDArray> arrays, String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalStateException("SameDiff computed nothing for " + name);
    }
    return array;
  }

  /** One of the {@link #DENSE} parameters; a change to it is a change to the towers. */
  INDArray dense(String name) {
    return graph.getArrForVarName(name);
  }

  /** The loss of the last step, before it. */
  float loss() {
    return loss;
  }

  /** What each earlier track weighs in terms of the one after it, as learnt so far. */
  float decay() {
    float logit = dense("decayLogit").getFloat(0);
    return (float) (1 / (1 + Math.exp(-logit)));
  }
}

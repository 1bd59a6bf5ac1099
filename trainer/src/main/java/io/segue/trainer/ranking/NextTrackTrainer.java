package io.segue.trainer.ranking;

import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.Sessions;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains a {@link NextTrackModel} by sampled softmax: for each event of a session, the track that
 * came is to be told from counter-examples, given the tracks before it. Each counter-example's
 * score is corrected by the logarithm of how often it is expected among the draws (Bengio and
 * Senécal 2008), so that scores approach log-probabilities over the whole catalogue. Steps are
 * Adagrad's, with one sum of squares for each vector.
 *
 * <p>Uses the calling thread; the same settings and sessions give the same bits on the same kind of
 * processor. An instance trains once.
 */
public final class NextTrackTrainer {

  private static final float EPSILON = 1e-8f;
  private static final float NORM_MIN = 1e-6f;
  private static final float GRADIENT_MIN = 1e-5f;
  private static final int NOISE_TABLE = 1 << 22;

  /** The age weights and biases, each touched by every event, step slower than vectors do. */
  private static final float SHARED_RATE = 0.2f;

  private final Sessions sessions;
  private final NextTrackSettings settings;
  private final SplittableRandom random;
  private final int stride;
  private final float scale;
  private final VectorTable inputs;
  private final VectorTable outputs;
  private final VectorTable ages;
  private final float[] bias;
  private final float[] inputSquares;
  private final float[] outputSquares;
  private final float[] biasSquares;
  private final float[] ageSquares;
  private final int[] noise;
  private final float[] logExpected;

  private final int[] negatives;
  private final float[] negativeVectors;
  private final float[] negativeGradients;
  private final float[] negativeOffsets;
  private final float[] negativeBiasGradients;
  private final float[] odds;
  private final int[] kept;
  private final int[] keptAges;
  private final float[] h;
  private final float[] gradient;
  private final float[] product;
  private final float[] ageGradient;
  private float rate;

  /** What h was divided by to be brought to the scale; 1 where there is none. */
  private float shrinking = 1;

  private NextTrackTrainer(Sessions sessions, int tracks, NextTrackSettings settings) {
    this.sessions = sessions;
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.inputs = new VectorTable(tracks, settings.dimension());
    this.outputs = settings.tied() ? inputs : new VectorTable(tracks, settings.dimension());
    this.ages = new VectorTable(settings.ages(), settings.dimension());
    this.stride = inputs.stride();
    this.scale = (float) settings.scale();
    this.bias = new float[tracks];
    this.inputSquares = new float[tracks];
    this.outputSquares = settings.tied() ? inputSquares : new float[tracks];
    this.biasSquares = new float[tracks];
    this.ageSquares = new float[settings.ages()];
    this.noise = new int[NOISE_TABLE];
    this.logExpected = new float[tracks];
    this.negatives = new int[settings.negatives()];
    this.negativeVectors = new float[negatives.length * stride];
    this.negativeGradients = new float[negatives.length * stride];
    this.negativeOffsets = new float[negatives.length];
    this.negativeBiasGradients = new float[negatives.length];
    this.odds = new float[negatives.length];
    this.kept = new int[settings.ages()];
    this.keptAges = new int[settings.ages()];
    this.h = new float[stride];
    this.gradient = new float[stride];
    this.product = new float[stride];
    this.ageGradient = new float[stride];
  }

  /**
   * Trains.
   *
   * @param tracks how many tracks there are; those that no session has keep meaningless vectors
   */
  public static NextTrackModel train(Sessions sessions, int tracks, NextTrackSettings settings) {
    NextTrackTrainer trainer = new NextTrackTrainer(sessions, tracks, settings);
    trainer.initialise();
    trainer.fillNoise();
    trainer.run();
    return new NextTrackModel(
        trainer.inputs, trainer.outputs, trainer.bias, trainer.ages, (float) settings.scale());
  }

  private void initialise() {
    for (int track = 0; track < bias.length; track++) {
      for (int i = 0; i < settings.dimension(); i++) {
        inputs.values()[inputs.offset(track) + i] = (float) (random.nextGaussian() * 0.1);
        outputs.values()[outputs.offset(track) + i] = (float) (random.nextGaussian() * 0.1);
      }
    }
    for (int track = 0; scale > 0 && track < bias.length; track++) {
      VectorMath.normalise(outputs.values(), outputs.offset(track), stride);
    }
    for (int age = 0; age < settings.ages(); age++) {
      int start = ages.offset(age);
      Arrays.fill(ages.values(), start, start + settings.dimension(), (float) Math.exp(-age / 3.0));
    }
  }

  private void fillNoise() {
    int tracks = bias.length;
    int[] counts = new int[tracks];
    for (int track : sessions.tracks()) {
      counts[track]++;
    }
    double[] mass = new double[tracks + 1];
    for (int track = 0; track < tracks; track++) {
      double own = counts[track] == 0 ? 0 : Math.pow(counts[track], settings.negativeExponent());
      mass[track + 1] = mass[track] + own;
      bias[track] = (float) Math.log((counts[track] + 0.1) / Math.max(1, sessions.events()));
    }
    int track = 0;
    for (int i = 0; i < NOISE_TABLE; i++) {
      double point = (i + 0.5) / NOISE_TABLE * mass[tracks];
      while (track < tracks - 1 && mass[track + 1] < point) {
        track++;
      }
      noise[i] = track;
    }
    for (int t = 0; t < tracks; t++) {
      double expected = (mass[t + 1] - mass[t]) / mass[tracks] * negatives.length;
      logExpected[t] = (float) Math.log(Math.max(1e-12, expected));
    }
  }

  private void run() {
    int[] order = new int[sessions.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
      rate = (float) (settings.learningRate() * (1 - 0.9 * epoch / settings.epochs()));
      for (int session : order) {
        if (sessions.length(session) >= 2) {
          learnSession(session);
        }
      }
    }
  }

  private void learnSession(int session) {
    drawNegatives();
    int start = sessions.start(session);
    for (int event = start + 1; event < sessions.end(session); event++) {
      int size = encode(start, event);
      learnEvent(sessions.tracks()[event], size);
    }
    applyNegatives();
  }

  private void drawNegatives() {
    for (int k = 0; k < negatives.length; k++) {
      int track = noise[random.nextInt(NOISE_TABLE)];
      negatives[k] = track;
      negativeOffsets[k] = bias[track] - logExpected[track];
      System.arraycopy(
          outputs.values(), outputs.offset(track), negativeVectors, k * stride, stride);
    }
    Arrays.fill(negativeGradients, 0);
    Arrays.fill(negativeBiasGradients, 0);
  }

  /** Makes h of the tracks before an event; returns how many were not left out. */
  private int encode(int start, int event) {
    int size = 0;
    Arrays.fill(h, 0);
    int last = Math.min(settings.ages(), event - start);
    for (int age = 0; age < last; age++) {
      boolean needed = size == 0 && age == last - 1;
      if (!needed && random.nextDouble() < settings.dropout()) {
        continue;
      }
      kept[size] = sessions.tracks()[event - 1 - age];
      keptAges[size] = age;
      VectorMath.addProduct(
          h,
          0,
          inputs.values(),
          inputs.offset(kept[size]),
          ages.values(),
          ages.offset(age),
          stride);
      size++;
    }
    if (scale > 0) {
      float norm = (float) Math.sqrt(VectorMath.dot(h, 0, h, 0, stride));
      shrinking = Math.max(norm, NORM_MIN) / scale;
      VectorMath.scale(h, 0, 1 / shrinking, stride);
    }
    return size;
  }

  private void learnEvent(int target, int size) {
    float[] out = outputs.values();
    float targetScore = VectorMath.dot(h, 0, out, outputs.offset(target), stride) + bias[target];
    float max = targetScore;
    for (int k = 0; k < negatives.length; k++) {
      odds[k] =
          negatives[k] == target
              ? Float.NEGATIVE_INFINITY
              : VectorMath.dot(h, 0, negativeVectors, k * stride, stride) + negativeOffsets[k];
      max = Math.max(max, odds[k]);
    }
    float targetOdds = (float) Math.exp(targetScore - max);
    float sum = targetOdds;
    for (int k = 0; k < negatives.length; k++) {
      float difference = odds[k] - max;
      odds[k] = difference < -16 ? 0 : (float) Math.exp(difference);
      sum += odds[k];
    }

    Arrays.fill(gradient, 0);
    float targetGradient = targetOdds / sum - 1;
    VectorMath.addScaled(gradient, 0, out, outputs.offset(target), targetGradient, stride);
    for (int k = 0; k < negatives.length; k++) {
      float probability = odds[k] / sum;
      if (probability >= GRADIENT_MIN) {
        VectorMath.addScaled(gradient, 0, negativeVectors, k * stride, probability, stride);
        VectorMath.addScaled(negativeGradients, k * stride, h, 0, probability, stride);
        negativeBiasGradients[k] += probability;
      }
    }
    stepOutput(target, h, 0, targetGradient);
    if (scale > 0) {
      // The part along h changes its length only, which is fixed.
      float along = VectorMath.dot(gradient, 0, h, 0, stride) / (scale * scale);
      VectorMath.addScaled(gradient, 0, h, 0, -along, stride);
      VectorMath.scale(gradient, 0, 1 / shrinking, stride);
    }
    for (int i = 0; i < size; i++) {
      stepInput(kept[i], keptAges[i]);
    }
  }

  private void stepOutput(int track, float[] direction, int offset, float slope) {
    float[] out = outputs.values();
    int row = outputs.offset(track);
    float square = VectorMath.dot(direction, offset, direction, offset, stride) * slope * slope;
    outputSquares[track] += square / settings.dimension();
    float step = rate / (float) Math.sqrt(outputSquares[track] + EPSILON);
    VectorMath.addScaled(out, row, out, row, (float) (-step * settings.decay()), stride);
    VectorMath.addScaled(out, row, direction, offset, -step * slope, stride);
    keepLength(track);
    stepBias(track, slope);
  }

  /** Outputs stay at length 1 where scores are cosines. */
  private void keepLength(int track) {
    if (scale > 0) {
      VectorMath.normalise(outputs.values(), outputs.offset(track), stride);
    }
  }

  private void stepBias(int track, float gradientOfBias) {
    biasSquares[track] += gradientOfBias * gradientOfBias;
    bias[track] -=
        rate * SHARED_RATE * gradientOfBias / (float) Math.sqrt(biasSquares[track] + EPSILON);
  }

  private void stepInput(int track, int age) {
    float[] in = inputs.values();
    float[] weights = ages.values();
    int row = inputs.offset(track);
    int ageRow = ages.offset(age);

    Arrays.fill(product, 0);
    VectorMath.addProduct(product, 0, gradient, 0, in, row, stride);
    float ageSquare = VectorMath.dot(product, 0, product, 0, stride);
    ageSquares[age] += ageSquare / settings.dimension();
    float ageStep = rate * SHARED_RATE / (float) Math.sqrt(ageSquares[age] + EPSILON);
    System.arraycopy(product, 0, ageGradient, 0, stride);

    Arrays.fill(product, 0);
    VectorMath.addProduct(product, 0, gradient, 0, weights, ageRow, stride);
    float square = VectorMath.dot(product, 0, product, 0, stride);
    inputSquares[track] += square / settings.dimension();
    float step = rate / (float) Math.sqrt(inputSquares[track] + EPSILON);
    VectorMath.addScaled(in, row, in, row, (float) (-step * settings.decay()), stride);
    VectorMath.addScaled(in, row, product, 0, -step, stride);
    if (settings.tied()) {
      keepLength(track);
    }

    VectorMath.addScaled(weights, ageRow, ageGradient, 0, -ageStep, stride);
  }

  private void applyNegatives() {
    for (int k = 0; k < negatives.length; k++) {
      if (negativeBiasGradients[k] > 0) {
        int track = negatives[k];
        float[] out = outputs.values();
        float square =
            VectorMath.dot(negativeGradients, k * stride, negativeGradients, k * stride, stride);
        outputSquares[track] += square / settings.dimension();
        float step = rate / (float) Math.sqrt(outputSquares[track] + EPSILON);
        VectorMath.addScaled(
            out, outputs.offset(track), negativeGradients, k * stride, -step, stride);
        keepLength(track);
        stepBias(track, negativeBiasGradients[k]);
      }
    }
  }
}

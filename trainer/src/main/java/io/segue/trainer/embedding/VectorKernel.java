package io.segue.trainer.embedding;

import io.segue.recommender.vectors.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WindowKernel} on the processor's vector registers.
 *
 * <p>The rows of a window are first copied into scratch memory, where they lie side by side and are
 * padded with rows of zeros to a multiple of {@value #TILE}; rows of zeros change nothing. Then
 * each of the three products runs in tiles: dot products 2 inputs x 4 outputs at a time, so that a
 * loaded register is used several times and the 8 sums stay in registers; corrections 4 rows at a
 * time. The sigmoids of a whole window are computed together, one a lane.
 *
 * <p>No method returns a register: where such a call is not inlined, the register is boxed, which
 * costs more than the arithmetic. Adding up 16 sums together by a tree of blends and rearrangements
 * has fewer instructions on paper, and ran at two thirds of the speed on JDK 25.
 */
final class VectorKernel implements WindowKernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TILE = 4;

  private final float[] input;
  private final float[] output;
  private final int stride;

  /** Copies of the inputs' rows; for CBOW row 0 is the mean, row 1 the correction. */
  private float[] x;

  /** Copies of the outputs' rows. */
  private float[] y;

  /** The gradients: that of input n and output k at n · (outputs, padded) + k. */
  private float[] g;

  /**
   * @param input the input matrix, row r at r · stride
   * @param output the output matrix, in the same layout
   * @param stride a multiple of {@link #lanes}
   */
  VectorKernel(float[] input, float[] output, int stride) {
    if (stride % LANES != 0) {
      throw new IllegalArgumentException("stride " + stride + " is no multiple of " + LANES);
    }
    this.input = input;
    this.output = output;
    this.stride = stride;
    x = new float[0];
    y = new float[0];
    g = new float[0];
    reserve(20, 8);
  }

  /** What rows must be padded to: the number of floats in a register. */
  static int lanes() {
    return LANES;
  }

  /**
   * The number of outputs that cost no more than {@code outputs} do: as many as fill the last tile.
   */
  static int filled(int outputs) {
    return padded(outputs);
  }

  @Override
  public void skipGram(
      int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate) {
    int n = padded(inputCount);
    int k = padded(outputCount);
    reserve(n, k);
    copyRows(input, inputs, inputCount, x, stride);
    copyRows(output, outputs, outputCount, y, stride);
    gradients(x, n, y, k, g, stride, learningRate);
    correctOutputs(x, inputCount, g, k, output, outputs, outputCount, stride);
    correctInputs(y, outputCount, k, g, input, inputs, inputCount, stride);
  }

  @Override
  public void cbow(
      int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate) {
    int k = padded(outputCount);
    reserve(2, k);
    mean(input, inputs, inputCount, x, stride);
    copyRows(output, outputs, outputCount, y, stride);
    meanGradients(x, y, k, g, stride, learningRate);
    correctMean(x, y, g, output, outputs, outputCount, stride);
    addToRows(x, stride, input, inputs, inputCount, stride);
  }

  private void reserve(int inputs, int outputs) {
    if (x.length < inputs * stride) {
      x = new float[inputs * stride];
    }
    if (y.length < outputs * stride) {
      y = new float[outputs * stride];
    }
    int gradients = padded(inputs) * padded(outputs) + LANES;
    if (g.length < gradients) {
      g = new float[gradients];
    }
  }

  private static int padded(int count) {
    return (count + TILE - 1) / TILE * TILE;
  }

  /** Copies rows side by side, and clears the rows up to the next multiple of the tile. */
  private static void copyRows(float[] matrix, int[] rows, int count, float[] copies, int stride) {
    int to = 0;
    for (int i = 0; i < count; i++) {
      int from = rows[i] * stride;
      for (int d = 0; d < stride; d += LANES) {
        load(matrix, from + d).intoArray(copies, to + d);
      }
      to += stride;
    }
    int end = padded(count) * stride;
    FloatVector zero = FloatVector.zero(SPECIES);
    for (; to < end; to += LANES) {
      zero.intoArray(copies, to);
    }
  }

  /** g(n,k) = learningRate · (t(k) - σ(x(n)·y(k))). */
  private static void gradients(
      float[] x, int n, float[] y, int k, float[] g, int stride, float learningRate) {
    for (int xRow = 0; xRow < n; xRow += 2) {
      for (int yRow = 0; yRow < k; yRow += TILE) {
        dots8(x, xRow * stride, y, yRow * stride, g, xRow * k + yRow, k, stride);
      }
    }
    sigmoids(g, n * k, learningRate);
    for (int first = 0; first < n * k; first += k) {
      g[first] += learningRate;
    }
  }

  /** Replaces each of the first {@code count} dot products by -learningRate · σ(it). */
  private static void sigmoids(float[] g, int count, float learningRate) {
    for (int i = 0; i < count; i += LANES) {
      Sigmoid.of(load(g, i)).mul(-learningRate).intoArray(g, i);
    }
  }

  /** The dot products of 2 rows of x and 4 of y: at dots[at] and the next 3, and k further on. */
  private static void dots8(
      float[] x, int xAt, float[] y, int yAt, float[] dots, int at, int k, int stride) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    for (int d = 0; d < stride; d += LANES) {
      FloatVector x0 = load(x, xAt + d);
      FloatVector x1 = load(x, xAt + stride + d);
      FloatVector y0 = load(y, yAt + d);
      s00 = x0.fma(y0, s00);
      s10 = x1.fma(y0, s10);
      FloatVector y1 = load(y, yAt + stride + d);
      s01 = x0.fma(y1, s01);
      s11 = x1.fma(y1, s11);
      FloatVector y2 = load(y, yAt + 2 * stride + d);
      s02 = x0.fma(y2, s02);
      s12 = x1.fma(y2, s12);
      FloatVector y3 = load(y, yAt + 3 * stride + d);
      s03 = x0.fma(y3, s03);
      s13 = x1.fma(y3, s13);
    }
    dots[at] = VectorMath.sumOfLanes(s00);
    dots[at + 1] = VectorMath.sumOfLanes(s01);
    dots[at + 2] = VectorMath.sumOfLanes(s02);
    dots[at + 3] = VectorMath.sumOfLanes(s03);
    dots[at + k] = VectorMath.sumOfLanes(s10);
    dots[at + k + 1] = VectorMath.sumOfLanes(s11);
    dots[at + k + 2] = VectorMath.sumOfLanes(s12);
    dots[at + k + 3] = VectorMath.sumOfLanes(s13);
  }

  private static void dots4(
      float[] x, int xAt, float[] y, int yAt, float[] dots, int at, int stride) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < stride; d += LANES) {
      FloatVector x0 = load(x, xAt + d);
      s0 = x0.fma(load(y, yAt + d), s0);
      s1 = x0.fma(load(y, yAt + stride + d), s1);
      s2 = x0.fma(load(y, yAt + 2 * stride + d), s2);
      s3 = x0.fma(load(y, yAt + 3 * stride + d), s3);
    }
    dots[at] = VectorMath.sumOfLanes(s0);
    dots[at + 1] = VectorMath.sumOfLanes(s1);
    dots[at + 2] = VectorMath.sumOfLanes(s2);
    dots[at + 3] = VectorMath.sumOfLanes(s3);
  }

  /** output(k) += Σn g(n,k) x(n). */
  private static void correctOutputs(
      float[] x,
      int n,
      float[] g,
      int k,
      float[] output,
      int[] outputs,
      int outputCount,
      int stride) {
    for (int first = 0; first < outputCount; first += TILE) {
      int count = Math.min(TILE, outputCount - first);
      for (int d = 0; d < stride; d += LANES) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int gAt = first;
        int xAt = d;
        for (int row = 0; row < n; row++) {
          FloatVector v = load(x, xAt);
          s0 = v.fma(broadcast(g, gAt), s0);
          s1 = v.fma(broadcast(g, gAt + 1), s1);
          s2 = v.fma(broadcast(g, gAt + 2), s2);
          s3 = v.fma(broadcast(g, gAt + 3), s3);
          xAt += stride;
          gAt += k;
        }
        addTo(output, outputs[first] * stride + d, s0);
        if (count > 1) {
          addTo(output, outputs[first + 1] * stride + d, s1);
        }
        if (count > 2) {
          addTo(output, outputs[first + 2] * stride + d, s2);
        }
        if (count > 3) {
          addTo(output, outputs[first + 3] * stride + d, s3);
        }
      }
    }
  }

  /** input(n) += Σk g(n,k) y(k). */
  private static void correctInputs(
      float[] y,
      int outputCount,
      int k,
      float[] g,
      float[] input,
      int[] inputs,
      int inputCount,
      int stride) {
    for (int first = 0; first < inputCount; first += TILE) {
      int count = Math.min(TILE, inputCount - first);
      for (int d = 0; d < stride; d += LANES) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int gAt = first * k;
        int yAt = d;
        for (int row = 0; row < outputCount; row++) {
          FloatVector v = load(y, yAt);
          s0 = v.fma(broadcast(g, gAt), s0);
          s1 = v.fma(broadcast(g, gAt + k), s1);
          s2 = v.fma(broadcast(g, gAt + 2 * k), s2);
          s3 = v.fma(broadcast(g, gAt + 3 * k), s3);
          yAt += stride;
          gAt++;
        }
        addTo(input, inputs[first] * stride + d, s0);
        if (count > 1) {
          addTo(input, inputs[first + 1] * stride + d, s1);
        }
        if (count > 2) {
          addTo(input, inputs[first + 2] * stride + d, s2);
        }
        if (count > 3) {
          addTo(input, inputs[first + 3] * stride + d, s3);
        }
      }
    }
  }

  private static void mean(float[] matrix, int[] rows, int count, float[] mean, int stride) {
    float scale = 1f / count;
    for (int d = 0; d < stride; d += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i++) {
        sum = sum.add(load(matrix, rows[i] * stride + d));
      }
      sum.mul(scale).intoArray(mean, d);
    }
  }

  private static void meanGradients(
      float[] x, float[] y, int k, float[] g, int stride, float learningRate) {
    for (int row = 0; row < k; row += TILE) {
      dots4(x, 0, y, row * stride, g, row, stride);
    }
    sigmoids(g, k, learningRate);
    g[0] += learningRate;
  }

  /** output(k) += g(k) mean, and correction = Σk g(k) y(k). */
  private static void correctMean(
      float[] x, float[] y, float[] g, float[] output, int[] outputs, int outputCount, int stride) {
    for (int d = 0; d < stride; d += LANES) {
      FloatVector mean = load(x, d);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int k = 0; k < outputCount; k++) {
        FloatVector gradient = broadcast(g, k);
        sum = gradient.fma(load(y, k * stride + d), sum);
        addTo(output, outputs[k] * stride + d, gradient.mul(mean));
      }
      sum.intoArray(x, stride + d);
    }
  }

  private static void addToRows(
      float[] correction, int at, float[] matrix, int[] rows, int count, int stride) {
    for (int d = 0; d < stride; d += LANES) {
      FloatVector v = load(correction, at + d);
      for (int i = 0; i < count; i++) {
        addTo(matrix, rows[i] * stride + d, v);
      }
    }
  }

  private static FloatVector load(float[] array, int at) {
    return FloatVector.fromArray(SPECIES, array, at);
  }

  private static FloatVector broadcast(float[] array, int at) {
    return FloatVector.broadcast(SPECIES, array[at]);
  }

  private static void addTo(float[] array, int at, FloatVector v) {
    load(array, at).add(v).intoArray(array, at);
  }
}

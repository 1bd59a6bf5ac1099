package io.segue.trainer.embedding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WindowKernel} on the processor's vector registers.
 *
 * <p>The rows of a window are first copied into scratch memory, where they lie side by side and are
 * padded with rows of zeros to a multiple of {@value #TILE}; rows of zeros change nothing. Then
 * each of the three products runs in tiles: dot products 4 inputs x 4 outputs at a time, so that
 * each loaded register is used 4 times and the 16 sums stay in registers until they are added up;
 * corrections 4 rows at a time. On 16 lanes (AVX-512) the 16 sums of a tile are added up together,
 * as a tree of 15 steps whose result is one register with one dot product a lane, and the sigmoid
 * of the whole tile is one more sequence of instructions. On fewer lanes each sum is reduced by
 * itself.
 */
final class VectorKernel implements WindowKernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final boolean TREE = LANES == 16;
  private static final int TILE = 4;
  private static final int TILE_DOTS = TILE * TILE;

  private final float[] input;
  private final float[] output;
  private final int stride;

  /** Copies of the inputs' rows; for CBOW row 0 is the mean, row 1 the correction. */
  private float[] x;

  /** Copies of the outputs' rows. */
  private float[] y;

  /**
   * For skip-gram the gradients by tiles: input 4i+n and output 4j+k at ((i · tiles of outputs) +
   * j) · 16 + 4n + k. For CBOW those of the outputs, one after the other.
   */
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

  @Override
  public void skipGram(
      int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate) {
    int n = padded(inputCount);
    int k = padded(outputCount);
    reserve(n, k);
    copyRows(input, inputs, inputCount, x, stride);
    copyRows(output, outputs, outputCount, y, stride);
    gradients(x, n, y, k, g, stride, learningRate);
    correctOutputs(x, n, g, k, output, outputs, outputCount, stride);
    correctInputs(y, k, g, input, inputs, inputCount, stride);
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
    int gradients = Math.max(padded(inputs) * padded(outputs), LANES);
    if (g.length < gradients) {
      g = new float[gradients + LANES];
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

  private static void gradients(
      float[] x, int n, float[] y, int k, float[] g, int stride, float learningRate) {
    int tile = 0;
    for (int xRow = 0; xRow < n; xRow += TILE) {
      for (int yRow = 0; yRow < k; yRow += TILE) {
        if (TREE) {
          FloatVector dots = dots16(x, xRow * stride, y, yRow * stride, stride);
          FloatVector gradient =
              (yRow == 0 ? Tree.FIRST_OUTPUT : FloatVector.zero(SPECIES))
                  .sub(Sigmoid.of(dots))
                  .mul(learningRate);
          gradient.intoArray(g, tile);
        } else {
          tileGradients(x, xRow * stride, y, yRow * stride, g, tile, stride, learningRate);
        }
        tile += TILE_DOTS;
      }
    }
  }

  /** The 16 dot products of 4 rows of x and 4 of y: that of rows i and j in lane 4i + j. */
  private static FloatVector dots16(float[] x, int xAt, float[] y, int yAt, int stride) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    for (int d = 0; d < stride; d += LANES) {
      FloatVector y0 = load(y, yAt + d);
      FloatVector y1 = load(y, yAt + stride + d);
      FloatVector y2 = load(y, yAt + 2 * stride + d);
      FloatVector y3 = load(y, yAt + 3 * stride + d);
      FloatVector x0 = load(x, xAt + d);
      s00 = x0.fma(y0, s00);
      s01 = x0.fma(y1, s01);
      s02 = x0.fma(y2, s02);
      s03 = x0.fma(y3, s03);
      FloatVector x1 = load(x, xAt + stride + d);
      s10 = x1.fma(y0, s10);
      s11 = x1.fma(y1, s11);
      s12 = x1.fma(y2, s12);
      s13 = x1.fma(y3, s13);
      FloatVector x2 = load(x, xAt + 2 * stride + d);
      s20 = x2.fma(y0, s20);
      s21 = x2.fma(y1, s21);
      s22 = x2.fma(y2, s22);
      s23 = x2.fma(y3, s23);
      FloatVector x3 = load(x, xAt + 3 * stride + d);
      s30 = x3.fma(y0, s30);
      s31 = x3.fma(y1, s31);
      s32 = x3.fma(y2, s32);
      s33 = x3.fma(y3, s33);
    }
    // Sums i and i + h become one register, whose lanes with bit h belong to sum i + h.
    s00 = Tree.merge8(s00, s20);
    s01 = Tree.merge8(s01, s21);
    s02 = Tree.merge8(s02, s22);
    s03 = Tree.merge8(s03, s23);
    s10 = Tree.merge8(s10, s30);
    s11 = Tree.merge8(s11, s31);
    s12 = Tree.merge8(s12, s32);
    s13 = Tree.merge8(s13, s33);
    s00 = Tree.merge4(s00, s10);
    s01 = Tree.merge4(s01, s11);
    s02 = Tree.merge4(s02, s12);
    s03 = Tree.merge4(s03, s13);
    return Tree.merge1(Tree.merge2(s00, s02), Tree.merge2(s01, s03));
  }

  /** What the tree does, for registers of other lengths: one input at a time. */
  private static void tileGradients(
      float[] x, int xAt, float[] y, int yAt, float[] g, int at, int stride, float learningRate) {
    for (int i = 0; i < TILE; i++) {
      dots4(x, xAt + i * stride, y, yAt, g, at + i * TILE, stride);
    }
    for (int i = 0; i < TILE_DOTS; i++) {
      float target = yAt == 0 && i % TILE == 0 ? 1 : 0;
      g[at + i] = learningRate * (target - Sigmoid.of(g[at + i]));
    }
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
    dots[at] = s0.reduceLanes(VectorOperators.ADD);
    dots[at + 1] = s1.reduceLanes(VectorOperators.ADD);
    dots[at + 2] = s2.reduceLanes(VectorOperators.ADD);
    dots[at + 3] = s3.reduceLanes(VectorOperators.ADD);
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
    int tilesOfRow = k * TILE;
    for (int first = 0; first < outputCount; first += TILE) {
      int count = Math.min(TILE, outputCount - first);
      for (int d = 0; d < stride; d += LANES) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int tile = first * TILE;
        int xAt = d;
        for (int row = 0; row < n; row += TILE) {
          for (int i = 0; i < TILE_DOTS; i += TILE) {
            FloatVector v = load(x, xAt);
            s0 = v.fma(broadcast(g, tile + i), s0);
            s1 = v.fma(broadcast(g, tile + i + 1), s1);
            s2 = v.fma(broadcast(g, tile + i + 2), s2);
            s3 = v.fma(broadcast(g, tile + i + 3), s3);
            xAt += stride;
          }
          tile += tilesOfRow;
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
      float[] y, int k, float[] g, float[] input, int[] inputs, int inputCount, int stride) {
    int tileRow = 0;
    for (int first = 0; first < inputCount; first += TILE) {
      int count = Math.min(TILE, inputCount - first);
      for (int d = 0; d < stride; d += LANES) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int tile = tileRow;
        int yAt = d;
        for (int row = 0; row < k; row += TILE) {
          for (int j = 0; j < TILE; j++) {
            FloatVector v = load(y, yAt);
            s0 = v.fma(broadcast(g, tile + j), s0);
            s1 = v.fma(broadcast(g, tile + TILE + j), s1);
            s2 = v.fma(broadcast(g, tile + 2 * TILE + j), s2);
            s3 = v.fma(broadcast(g, tile + 3 * TILE + j), s3);
            yAt += stride;
          }
          tile += TILE_DOTS;
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
      tileRow += k * TILE;
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
    for (int i = 0; i < k; i += LANES) {
      Sigmoid.of(load(g, i)).mul(-learningRate).intoArray(g, i);
    }
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

  /** Adding up 16 registers of 16 lanes at once; only touched where registers are that long. */
  private static final class Tree {

    private static final VectorMask<Float> BIT_8 = bit(8);
    private static final VectorMask<Float> BIT_4 = bit(4);
    private static final VectorMask<Float> BIT_2 = bit(2);
    private static final VectorMask<Float> BIT_1 = bit(1);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_1 = swap(1);

    /** 1 in the lanes of a tile's first output, 0 in the others. */
    private static final FloatVector FIRST_OUTPUT = firstOutput();

    private static VectorMask<Float> bit(int bit) {
      boolean[] lanes = new boolean[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = (lane & bit) != 0;
      }
      return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    private static VectorShuffle<Float> swap(int bit) {
      return VectorShuffle.fromOp(SPECIES, lane -> lane ^ bit);
    }

    private static FloatVector firstOutput() {
      float[] lanes = new float[LANES];
      for (int lane = 0; lane < LANES; lane += TILE) {
        lanes[lane] = 1;
      }
      return load(lanes, 0);
    }

    static FloatVector merge8(FloatVector a, FloatVector b) {
      return a.blend(b, BIT_8).add(b.blend(a, BIT_8).rearrange(SWAP_8));
    }

    static FloatVector merge4(FloatVector a, FloatVector b) {
      return a.blend(b, BIT_4).add(b.blend(a, BIT_4).rearrange(SWAP_4));
    }

    static FloatVector merge2(FloatVector a, FloatVector b) {
      return a.blend(b, BIT_2).add(b.blend(a, BIT_2).rearrange(SWAP_2));
    }

    static FloatVector merge1(FloatVector a, FloatVector b) {
      return a.blend(b, BIT_1).add(b.blend(a, BIT_1).rearrange(SWAP_1));
    }
  }
}

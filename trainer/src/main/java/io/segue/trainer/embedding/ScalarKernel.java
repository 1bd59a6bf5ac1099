package io.segue.trainer.embedding;

/**
 * {@link WindowKernel} without vector instructions: the definition that the fast one is held to.
 */
final class ScalarKernel implements WindowKernel {

  private final float[] input;
  private final float[] output;
  private final int stride;

  /**
   * @param input the input matrix, row r at r · stride
   * @param output the output matrix, in the same layout
   */
  ScalarKernel(float[] input, float[] output, int stride) {
    this.input = input;
    this.output = output;
    this.stride = stride;
  }

  @Override
  public void skipGram(
      int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate) {
    float[][] x = rows(input, inputs, inputCount);
    float[][] corrections = step(x, outputs, outputCount, learningRate);
    for (int n = 0; n < inputCount; n++) {
      add(input, inputs[n], corrections[n]);
    }
  }

  @Override
  public void cbow(
      int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate) {
    float[] mean = new float[stride];
    for (float[] row : rows(input, inputs, inputCount)) {
      for (int d = 0; d < stride; d++) {
        mean[d] += row[d];
      }
    }
    for (int d = 0; d < stride; d++) {
      mean[d] *= 1f / inputCount;
    }
    float[] correction = step(new float[][] {mean}, outputs, outputCount, learningRate)[0];
    for (int n = 0; n < inputCount; n++) {
      add(input, inputs[n], correction);
    }
  }

  /** Updates the outputs, and returns what is to be added to each of the vectors x. */
  private float[][] step(float[][] x, int[] outputs, int outputCount, float learningRate) {
    float[][] y = rows(output, outputs, outputCount);
    float[][] xCorrections = new float[x.length][stride];
    float[][] yCorrections = new float[outputCount][stride];
    for (int n = 0; n < x.length; n++) {
      for (int k = 0; k < outputCount; k++) {
        float dot = 0;
        for (int d = 0; d < stride; d++) {
          dot += x[n][d] * y[k][d];
        }
        float gradient = learningRate * ((k == 0 ? 1 : 0) - Sigmoid.of(dot));
        for (int d = 0; d < stride; d++) {
          xCorrections[n][d] += gradient * y[k][d];
          yCorrections[k][d] += gradient * x[n][d];
        }
      }
    }
    for (int k = 0; k < outputCount; k++) {
      add(output, outputs[k], yCorrections[k]);
    }
    return xCorrections;
  }

  private float[][] rows(float[] matrix, int[] rows, int count) {
    float[][] copies = new float[count][stride];
    for (int i = 0; i < count; i++) {
      System.arraycopy(matrix, rows[i] * stride, copies[i], 0, stride);
    }
    return copies;
  }

  private void add(float[] matrix, int row, float[] correction) {
    for (int d = 0; d < stride; d++) {
      matrix[row * stride + d] += correction[d];
    }
  }
}

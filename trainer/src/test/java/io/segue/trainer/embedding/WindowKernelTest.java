package io.segue.trainer.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.vectors.VectorTable;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the vector kernel to its scalar twin. */
class WindowKernelTest {

  private static final int ROWS = 12;
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  @ParameterizedTest(name = "{0} inputs, {1} outputs, dimension {2}")
  @CsvSource({
    "1, 1, 1",
    "1, 6, 48",
    "2, 6, 48",
    "3, 4, 17",
    "4, 8, 16",
    "5, 5, 100",
    "20, 6, 48",
    "21, 33, 7"
  })
  void vectorAndScalarKernelAgree(int inputCount, int outputCount, int dimension) {
    Random random = new Random(31L * inputCount + 7L * outputCount + dimension);
    int[] inputs = random.ints(inputCount, 0, ROWS).toArray();
    int[] outputs = random.ints(outputCount, 0, ROWS).toArray();
    for (Algorithm algorithm : Algorithm.values()) {
      VectorTable input = table(dimension, random);
      VectorTable output = table(dimension, random);
      float[] scalarInput = input.values().clone();
      float[] scalarOutput = output.values().clone();
      WindowKernel fast = new VectorKernel(input.values(), output.values(), input.stride());
      WindowKernel scalar = new ScalarKernel(scalarInput, scalarOutput, input.stride());
      for (int step = 0; step < 3; step++) {
        run(fast, algorithm, inputs, outputs);
        run(scalar, algorithm, inputs, outputs);
      }
      assertThat(input.values()).containsExactly(scalarInput, ROUNDING);
      assertThat(output.values()).containsExactly(scalarOutput, ROUNDING);
    }
  }

  @Test
  void paddingStaysZero() {
    VectorTable input = table(5, new Random(1));
    VectorTable output = table(5, new Random(2));
    WindowKernel kernel = new VectorKernel(input.values(), output.values(), input.stride());
    run(kernel, Algorithm.SKIP_GRAM, new int[] {1, 2}, new int[] {3, 4, 5});
    run(kernel, Algorithm.CBOW, new int[] {1, 2}, new int[] {3, 4, 5});
    for (int row = 0; row < ROWS; row++) {
      for (int d = 5; d < input.stride(); d++) {
        assertThat(input.values()[input.offset(row) + d]).isZero();
        assertThat(output.values()[output.offset(row) + d]).isZero();
      }
    }
  }

  private static void run(WindowKernel kernel, Algorithm algorithm, int[] inputs, int[] outputs) {
    if (algorithm == Algorithm.SKIP_GRAM) {
      kernel.skipGram(inputs, inputs.length, outputs, outputs.length, 0.05f);
    } else {
      kernel.cbow(inputs, inputs.length, outputs, outputs.length, 0.05f);
    }
  }

  private static VectorTable table(int dimension, Random random) {
    float[][] rows = new float[ROWS][dimension];
    for (float[] row : rows) {
      for (int d = 0; d < dimension; d++) {
        row[d] = random.nextFloat() - 0.5f;
      }
    }
    return VectorTable.of(rows);
  }
}

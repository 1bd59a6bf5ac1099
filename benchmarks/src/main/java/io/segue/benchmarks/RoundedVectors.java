package io.segue.benchmarks;

import io.segue.recommender.vectors.VectorTable;

/** What is left of vectors when they are stored in fewer bits. */
final class RoundedVectors {

  private RoundedVectors() {}

  /** Each vector in steps of a 127th of its greatest element. */
  static VectorTable toBytes(VectorTable vectors) {
    VectorTable rounded = new VectorTable(vectors.rows(), vectors.dimension());
    for (int row = 0; row < vectors.rows(); row++) {
      int start = vectors.offset(row);
      float greatest = 0;
      for (int i = start; i < start + vectors.dimension(); i++) {
        greatest = Math.max(greatest, Math.abs(vectors.values()[i]));
      }
      float step = greatest / Byte.MAX_VALUE;
      for (int i = start; i < start + vectors.dimension(); i++) {
        rounded.values()[i] = step == 0 ? 0 : Math.round(vectors.values()[i] / step) * step;
      }
    }
    return rounded;
  }

  /** IEEE 754 binary16. */
  static VectorTable toFloat16(VectorTable vectors) {
    VectorTable rounded = new VectorTable(vectors.rows(), vectors.dimension());
    for (int i = 0; i < vectors.values().length; i++) {
      rounded.values()[i] = Float.float16ToFloat(Float.floatToFloat16(vectors.values()[i]));
    }
    return rounded;
  }
}

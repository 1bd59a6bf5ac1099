package io.segue.recommender.vectors;

import java.util.Arrays;

/**
 * Vectors of equal dimension in one flat array.
 *
 * <p>Row {@code r} starts at {@code r * stride()}; the floats from {@code dimension()} to {@code
 * stride()} are zeros. For three vectors of two dimensions:
 *
 * <pre>{@code
 * values: a0 a1 0 … 0 | b0 b1 0 … 0 | c0 c1 0 … 0      stride = 16
 * }</pre>
 *
 * <p>The array is shared, not copied: whoever fills a table does so before handing it on, and from
 * then on nobody writes to it. Read by any number of threads.
 */
public final class VectorTable {

  /** Strides are multiples of this, whatever the machine: the lane count of 512-bit registers. */
  public static final int ALIGNMENT = 16;

  /** No vector is longer; a greater number is a fault, and not to be taken memory for. */
  public static final int DIMENSION_MAX = 1 << 16;

  private final int rows;
  private final int dimension;
  private final int stride;
  private final float[] values;

  /**
   * A table of zeros.
   *
   * @throws IllegalArgumentException when the table would need more floats than an array holds
   */
  public VectorTable(int rows, int dimension) {
    this(rows, dimension, new float[lengthOf(rows, dimension)]);
  }

  /**
   * A table over an array in the layout described above; the array is not copied.
   *
   * @throws IllegalArgumentException when the array has not the length that the layout asks for
   */
  public VectorTable(int rows, int dimension, float[] values) {
    if (values.length != lengthOf(rows, dimension)) {
      throw new IllegalArgumentException(
          "%d vectors of dimension %d take %d floats, not %d"
              .formatted(rows, dimension, lengthOf(rows, dimension), values.length));
    }
    this.rows = rows;
    this.dimension = dimension;
    this.stride = strideOf(dimension);
    this.values = values;
  }

  /** Copies vectors of equal length into a table; for example {@code {{1, 0}, {0, 1}}}. */
  public static VectorTable of(float[][] vectors) {
    int dimension = vectors.length == 0 ? 1 : vectors[0].length;
    VectorTable table = new VectorTable(vectors.length, dimension);
    for (int row = 0; row < vectors.length; row++) {
      if (vectors[row].length != dimension) {
        throw new IllegalArgumentException(
            "vector %d has dimension %d, the first has %d"
                .formatted(row, vectors[row].length, dimension));
      }
      System.arraycopy(vectors[row], 0, table.values, table.offset(row), dimension);
    }
    return table;
  }

  /** The padded length of a vector of that dimension. */
  public static int strideOf(int dimension) {
    return Math.ceilDiv(dimension, ALIGNMENT) * ALIGNMENT;
  }

  private static int lengthOf(int rows, int dimension) {
    if (rows < 0 || dimension < 1 || dimension > DIMENSION_MAX) {
      throw new IllegalArgumentException(
          "a table needs 0 rows or more and 1 to %d dimensions, not %d and %d"
              .formatted(DIMENSION_MAX, rows, dimension));
    }
    long length = (long) rows * strideOf(dimension);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d vectors of dimension %d do not fit into one table".formatted(rows, dimension));
    }
    return (int) length;
  }

  /** How many vectors there are. */
  public int rows() {
    return rows;
  }

  /** The dimension of the vectors, without the padding. */
  public int dimension() {
    return dimension;
  }

  /** The distance from one vector's start to the next one's, in floats. */
  public int stride() {
    return stride;
  }

  /** Where a row starts in {@link #values()}. */
  public int offset(int row) {
    return row * stride;
  }

  /** The floats themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** The inner product of a row and a padded query of {@link #stride()} floats. */
  public float dot(int row, float[] query) {
    return VectorMath.dot(values, offset(row), query, 0, stride);
  }

  /**
   * The inner products of many rows and a padded query, each as {@link #dot(int, float[])} gives
   * it, in less time.
   *
   * @param rows the rows' numbers, of which the first {@code count} count; replaced by their
   *     offsets
   * @param dots where the products go, in the same order
   */
  public void dots(int[] rows, int count, float[] query, float[] dots) {
    for (int i = 0; i < count; i++) {
      rows[i] = offset(rows[i]);
    }
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      VectorMath.dotFour(values, rows, i, query, 0, stride, dots);
    }
    for (; i < count; i++) {
      dots[i] = VectorMath.dot(values, rows[i], query, 0, stride);
    }
  }

  /** The inner product of two rows. */
  public float dot(int rowA, int rowB) {
    return VectorMath.dot(values, offset(rowA), values, offset(rowB), stride);
  }

  /** A copy in which every vector has length 1; vectors of zeros stay zeros. */
  public VectorTable normalised() {
    float[] copy = values.clone();
    for (int row = 0; row < rows; row++) {
      VectorMath.normalise(copy, offset(row), stride);
    }
    return new VectorTable(rows, dimension, copy);
  }

  /** A copy of the first rows. */
  public VectorTable head(int rowCount) {
    return new VectorTable(rowCount, dimension, Arrays.copyOf(values, rowCount * stride));
  }
}

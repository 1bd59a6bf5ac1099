package io.segue.recommender.ranking;

import java.util.Arrays;

/**
 * The features of a few candidates, feature by feature: feature f of row r is at {@code f *
 * stride() + r}. Working memory of one thread.
 */
public final class FeatureTable {

  private final int features;
  private final int stride;
  private final float[] values;

  /** A table of zeros for so many features of at most so many rows. */
  public FeatureTable(int features, int rowsMax) {
    this.features = features;
    this.stride = rowsMax;
    this.values = new float[features * rowsMax];
  }

  /** How many features there are. */
  public int features() {
    return features;
  }

  /** The distance between a row's features, which is also the highest number of rows. */
  public int stride() {
    return stride;
  }

  /** The features themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** One feature of one row. */
  public float get(int feature, int row) {
    return values[feature * stride + row];
  }

  /** Sets one feature of one row. */
  public void set(int feature, int row, float value) {
    values[feature * stride + row] = value;
  }

  /** Sets a feature of the first rows to the same value. */
  public void fill(int feature, int rows, float value) {
    Arrays.fill(values, feature * stride, feature * stride + rows, value);
  }
}

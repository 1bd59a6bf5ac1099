package io.segue.trainer.ranking;

import java.util.Arrays;
import java.util.List;

/**
 * What a ranker learns from: groups of described candidates. A group's first row is the right
 * answer, the others are not.
 *
 * <p>Feature f of row r is at {@code values()[r * features() + f]}; group g is rows {@code
 * starts()[g]} to {@code starts()[g + 1] - 1}, and counts {@code weights()[g]}. Not thread-safe.
 */
final class TrainingGroups {

  private final int features;
  private float[] values = new float[1 << 16];
  private int[] starts = new int[1 << 10];
  private float[] weights = new float[1 << 10];
  private int groups;
  private int rows;

  TrainingGroups(int features) {
    this.features = features;
  }

  static TrainingGroups concat(List<TrainingGroups> parts) {
    TrainingGroups all = new TrainingGroups(parts.getFirst().features);
    for (TrainingGroups part : parts) {
      for (int group = 0; group < part.groups; group++) {
        for (int row = part.starts[group]; row < part.starts[group + 1]; row++) {
          int offset = all.addRow();
          System.arraycopy(part.values, row * all.features, all.values, offset, all.features);
        }
        all.endGroup(part.weights[group]);
      }
    }
    return all;
  }

  /** Makes room for a row and tells where in {@link #values()} it starts. */
  int addRow() {
    long needed = (rows + 1L) * features;
    if (needed > values.length) {
      if (needed > Integer.MAX_VALUE - 8) {
        throw new IllegalStateException(
            "%d rows of %d features are more than one array holds; take fewer cases"
                .formatted(rows, features));
      }
      values = Arrays.copyOf(values, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
    }
    return rows++ * features;
  }

  void endGroup() {
    endGroup(1);
  }

  /**
   * Ends a group.
   *
   * @param weight what it counts, above 0
   */
  void endGroup(float weight) {
    weights[groups++] = weight;
    if (groups + 1 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      weights = Arrays.copyOf(weights, starts.length);
    }
    starts[groups] = rows;
  }

  int features() {
    return features;
  }

  int size() {
    return groups;
  }

  int rows() {
    return rows;
  }

  float[] values() {
    return values;
  }

  int[] starts() {
    return starts;
  }

  float[] weights() {
    return weights;
  }
}

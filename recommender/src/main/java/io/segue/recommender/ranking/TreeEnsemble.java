package io.segue.recommender.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gradient-boosted regression trees in flat arrays, for fast prediction.
 *
 * <p>All trees are complete and of one depth d, so that a walk has no branches and needs no child
 * pointers: the children of node n are 2n + 1 and 2n + 2; a tree has 2^d - 1 inner nodes and 2^d
 * leaves. A row goes left where its feature is below the node's threshold. Where a trained tree
 * ends early, its leaf is repeated under inner nodes that decide nothing.
 *
 * <pre>{@code
 * features:   tree 0: node 0, node 1, node 2 | tree 1: node 0, …      d = 2
 * thresholds: the same
 * leaves:     tree 0: leaf 0, leaf 1, leaf 2, leaf 3 | tree 1: leaf 0, …
 * }</pre>
 *
 * <p>Immutable by agreement: the arrays are not copied, and nobody writes to them.
 */
public final class TreeEnsemble implements Ranker {

  private final int depth;
  private final short[] features;
  private final float[] thresholds;
  private final float[] leaves;
  private final int trees;
  private final int featuresMax;
  private final @Nullable QuantisedTrees quantised;

  /**
   * An ensemble over arrays in the layout described above.
   *
   * @throws IllegalArgumentException when the arrays' lengths do not belong together
   */
  public TreeEnsemble(int depth, short[] features, float[] thresholds, float[] leaves) {
    if (depth < 1 || depth > 12 || leaves.length % (1 << depth) != 0) {
      throw new IllegalArgumentException(
          "%d leaves do not make trees of depth %d".formatted(leaves.length, depth));
    }
    this.depth = depth;
    this.features = features;
    this.thresholds = thresholds;
    this.leaves = leaves;
    this.trees = leaves.length >> depth;
    if (features.length != trees * inner() || thresholds.length != features.length) {
      throw new IllegalArgumentException(
          "%d trees of depth %d have %d features and %d thresholds, not %d"
              .formatted(trees, depth, features.length, thresholds.length, trees * inner()));
    }
    int max = -1;
    for (short feature : features) {
      if (feature < 0) {
        throw new IllegalArgumentException("a node has the feature " + feature);
      }
      max = Math.max(max, feature);
    }
    this.featuresMax = max + 1;
    this.quantised = depth <= BitSlicedTrees.DEPTH_MAX ? new QuantisedTrees(this) : null;
  }

  /** The depth of every tree. */
  public int depth() {
    return depth;
  }

  /** How many trees there are. */
  public int trees() {
    return trees;
  }

  /** One more than the highest feature that any node looks at. */
  @Override
  public int features() {
    return featuresMax;
  }

  /** The feature of each inner node, not a copy. */
  public short[] nodeFeatures() {
    return features;
  }

  /** The threshold of each inner node, not a copy. */
  public float[] thresholds() {
    return thresholds;
  }

  /** The values of the leaves, not a copy. */
  public float[] leaves() {
    return leaves;
  }

  private int inner() {
    return (1 << depth) - 1;
  }

  /** The ensemble of the first trees only, which is what boosting had made before the others. */
  public TreeEnsemble head(int treesKept) {
    return new TreeEnsemble(
        depth,
        Arrays.copyOf(features, treesKept * inner()),
        Arrays.copyOf(thresholds, treesKept * inner()),
        Arrays.copyOf(leaves, treesKept << depth));
  }

  @Override
  public Ranker forOneThread() {
    return quantised == null ? this : new BitSlicedTrees(quantised);
  }

  /** Walks; {@link #forOneThread()} is several times as fast and gives the same scores. */
  @Override
  public void score(FeatureTable table, int rows, float[] scores) {
    float[] values = table.values();
    int stride = table.stride();
    Arrays.fill(scores, 0, rows, 0);
    int inner = inner();
    int levels = depth;
    for (int tree = 0; tree < trees; tree++) {
      int root = tree * inner;
      int firstLeaf = (tree << levels) - inner;
      int row = 0;
      // Four rows at a time: each walk waits for memory at every level, and four waits overlap.
      for (; row + 4 <= rows; row += 4) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        for (int level = 0; level < levels; level++) {
          a = next(values, stride, row, root, a);
          b = next(values, stride, row + 1, root, b);
          c = next(values, stride, row + 2, root, c);
          d = next(values, stride, row + 3, root, d);
        }
        scores[row] += leaves[firstLeaf + a];
        scores[row + 1] += leaves[firstLeaf + b];
        scores[row + 2] += leaves[firstLeaf + c];
        scores[row + 3] += leaves[firstLeaf + d];
      }
      for (; row < rows; row++) {
        int node = 0;
        for (int level = 0; level < levels; level++) {
          node = next(values, stride, row, root, node);
        }
        scores[row] += leaves[firstLeaf + node];
      }
    }
  }

  private int next(float[] values, int stride, int row, int root, int node) {
    boolean left = values[features[root + node] * stride + row] < thresholds[root + node];
    return 2 * node + (left ? 1 : 2);
  }
}

package io.segue.recommender.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trees whose tests compare small codes instead of floats, and decide the same.
 *
 * <p>Boosting by histograms tests a feature against a few hundred thresholds at most. These, its
 * <em>cuts</em>, are sorted; a value's <em>code</em> is how many of them it is not below. Then
 * {@code value < cut[j]} is {@code code <= j}, exactly, and a code fits into a byte. A feature with
 * more cuts than a byte can count has several <em>columns</em> of codes, each for some of its cuts.
 *
 * <p>Trees lie in groups of {@link #GROUP}, a group's tests node by node:
 *
 * <pre>{@code
 * nodeColumns: group 0: node 0 of trees 0 to 7, node 1 of trees 0 to 7, … | group 1: …
 * nodeCodes:   the same
 * }</pre>
 *
 * <p>Immutable by agreement: nobody writes to the arrays.
 */
final class QuantisedTrees {

  /** How many trees lie together: as many as the longest vector register has longs. */
  static final int GROUP = 8;

  /** More cuts than this would overflow a column's codes. */
  static final int CUTS_MAX = 255;

  private final TreeEnsemble trees;
  private final int groups;
  private final List<Column> columns = new ArrayList<>();
  private final short[] nodeColumns;
  private final byte[] nodeCodes;

  /**
   * Some cuts of a feature.
   *
   * @param cuts ascending, at most {@link #CUTS_MAX}
   */
  @SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
  record Column(int feature, float[] cuts) {}

  QuantisedTrees(TreeEnsemble trees) {
    this.trees = trees;
    this.groups = Math.ceilDiv(trees.trees(), GROUP);
    int[] firstColumns = new int[trees.features() + 1];
    float[][] cuts = new float[trees.features()][];
    for (int feature = 0; feature < trees.features(); feature++) {
      firstColumns[feature] = columns.size();
      cuts[feature] = cuts(trees, feature);
      for (int from = 0; from < cuts[feature].length; from += CUTS_MAX) {
        int to = Math.min(cuts[feature].length, from + CUTS_MAX);
        columns.add(new Column(feature, Arrays.copyOfRange(cuts[feature], from, to)));
      }
    }
    int inner = trees.thresholds().length / Math.max(1, trees.trees());
    this.nodeColumns = new short[groups * GROUP * inner];
    this.nodeCodes = new byte[nodeColumns.length];
    for (int tree = 0; tree < trees.trees(); tree++) {
      for (int node = 0; node < inner; node++) {
        int feature = trees.nodeFeatures()[tree * inner + node];
        int cut = Arrays.binarySearch(cuts[feature], trees.thresholds()[tree * inner + node]);
        int at = (tree / GROUP * inner + node) * GROUP + tree % GROUP;
        nodeColumns[at] = (short) (firstColumns[feature] + cut / CUTS_MAX);
        nodeCodes[at] = code(cut % CUTS_MAX);
      }
    }
  }

  private static float[] cuts(TreeEnsemble trees, int feature) {
    float[] cuts = new float[16];
    int size = 0;
    for (int node = 0; node < trees.thresholds().length; node++) {
      if (trees.nodeFeatures()[node] == feature) {
        if (size == cuts.length) {
          cuts = Arrays.copyOf(cuts, 2 * size);
        }
        cuts[size++] = trees.thresholds()[node];
      }
    }
    Arrays.sort(cuts, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || Float.compare(cuts[i], cuts[i - 1]) != 0) {
        cuts[distinct++] = cuts[i];
      }
    }
    return Arrays.copyOf(cuts, distinct);
  }

  /** A count of cuts as a byte; counts are unsigned and bytes are compared as signed ones. */
  static byte code(int count) {
    return (byte) (Math.min(count, CUTS_MAX) - 128);
  }

  /** The trees that these are made of. */
  TreeEnsemble trees() {
    return trees;
  }

  /** How many groups of trees there are; the last one may not be full. */
  int groups() {
    return groups;
  }

  /** What is coded. */
  List<Column> columns() {
    return columns;
  }

  /** By group, node and tree: the column that is looked at. */
  short[] nodeColumns() {
    return nodeColumns;
  }

  /** The same: a row goes right where its code is above this one. */
  byte[] nodeCodes() {
    return nodeCodes;
  }
}

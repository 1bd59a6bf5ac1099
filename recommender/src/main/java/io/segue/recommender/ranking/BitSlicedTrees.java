package io.segue.recommender.ranking;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scores rows by {@link QuantisedTrees}, a block of rows at a time, without walking any tree: the
 * scores are those of {@link TreeEnsemble#score}, to the last bit.
 *
 * <ol>
 *   <li>Every value becomes its code.
 *   <li>Every test of a tree is made for all rows of a block at once, and its outcome kept as one
 *       bit a row (1 is right): a complete tree has few tests, and no row waits for the outcome of
 *       another test.
 *   <li>The tests of a level are selected by the bits of the levels above, halving them each time,
 *       for all trees of a group at once, until one word is left: the row's turn at that level. The
 *       turns are the number of the leaf in binary.
 *   <li>The leaves are added up, tree by tree, as in a walk.
 * </ol>
 *
 * <p>The idea of a tree's tests as bit vectors is QuickScorer's (Lucchese et al., SIGIR 2015), the
 * selection by levels instead of by leaves is for complete trees.
 *
 * <p>Working memory: belongs to one thread at a time. It grows with the rows of one call.
 */
final class BitSlicedTrees implements Ranker {

  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int BLOCK = BYTES.length();
  private static final int GROUP = QuantisedTrees.GROUP;

  /** Trees of this depth have as many leaves as four of the longest registers have floats. */
  private static final int LOOKUP_DEPTH = 6;

  /** Deeper trees have leaf numbers that do not fit into a byte. */
  static final int DEPTH_MAX = 8;

  private final QuantisedTrees quantised;
  private final int depth;
  private final int inner;
  private final int trees;
  private final float[] leaves;
  private final int[] columnFeatures;
  private final float[][] cutBlocks;
  private final float[][] cutBlockEnds;
  private final long[] bits;
  private final long[] turns;
  private final byte[] leafNumbers = new byte[GROUP * BLOCK];
  private byte[] codes = new byte[0];
  private float[] sums = new float[0];

  BitSlicedTrees(QuantisedTrees quantised) {
    this.quantised = quantised;
    this.depth = quantised.trees().depth();
    this.inner = (1 << depth) - 1;
    this.trees = quantised.trees().trees();
    this.leaves = quantised.trees().leaves();
    int columns = quantised.columns().size();
    this.columnFeatures = new int[columns];
    this.cutBlocks = new float[columns][];
    this.cutBlockEnds = new float[columns][];
    for (int column = 0; column < columns; column++) {
      columnFeatures[column] = quantised.columns().get(column).feature();
      cutBlocks[column] = padded(quantised.columns().get(column).cuts());
      float[] ends = new float[cutBlocks[column].length / FLOATS.length() - 1];
      for (int block = 0; block < ends.length; block++) {
        ends[block] = cutBlocks[column][(block + 1) * FLOATS.length() - 1];
      }
      cutBlockEnds[column] = padded(ends);
    }
    this.bits = new long[inner * GROUP];
    this.turns = new long[depth * GROUP];
  }

  /** Filled up, with what no value reaches, to whole vectors. */
  private static float[] padded(float[] values) {
    float[] padded = Arrays.copyOf(values, FLOATS.loopBound(values.length + FLOATS.length() - 1));
    Arrays.fill(padded, values.length, padded.length, Float.POSITIVE_INFINITY);
    return padded;
  }

  @Override
  public int features() {
    return quantised.trees().features();
  }

  @Override
  public Ranker forOneThread() {
    return new BitSlicedTrees(quantised);
  }

  @Override
  public void score(FeatureTable table, int rows, float[] scores) {
    int stride = Math.ceilDiv(rows, BLOCK) * BLOCK;
    if (sums.length < stride) {
      sums = new float[stride];
      codes = new byte[columnFeatures.length * stride];
    }
    for (int column = 0; column < columnFeatures.length; column++) {
      quantise(table, column, rows, column * stride);
    }
    Arrays.fill(sums, 0, stride, 0);
    for (int first = 0; first < rows; first += BLOCK) {
      for (int group = 0; group < quantised.groups(); group++) {
        test(group * inner * GROUP, stride, first);
        turn();
        number();
        add(group * GROUP, first);
      }
    }
    System.arraycopy(sums, 0, scores, 0, rows);
  }

  /** Counts the cuts that each row's value is not below. */
  private void quantise(FeatureTable table, int column, int rows, int codesStart) {
    float[] values = table.values();
    int start = columnFeatures[column] * table.stride();
    float[] cuts = cutBlocks[column];
    float[] ends = cutBlockEnds[column];
    float last = values[start];
    byte code = code(cuts, ends, last);
    for (int row = 0; row < rows; row++) {
      float value = values[start + row];
      // Many columns are the same for all rows, or 0 for most.
      if (value != last) {
        last = value;
        code = code(cuts, ends, value);
      }
      codes[codesStart + row] = code;
    }
  }

  private static byte code(float[] cuts, float[] ends, float value) {
    FloatVector wanted = FloatVector.broadcast(FLOATS, value);
    int block = 0;
    for (int i = 0; i < ends.length; i += FLOATS.length()) {
      block += notBelow(wanted, ends, i);
    }
    // Infinity is not below the filling either.
    int first = Math.min(block * FLOATS.length(), cuts.length - FLOATS.length());
    return QuantisedTrees.code(first + notBelow(wanted, cuts, first));
  }

  private static int notBelow(FloatVector value, float[] cuts, int at) {
    return FLOATS.length()
        - value.compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, cuts, at)).trueCount();
  }

  /** Makes all tests of a group of trees for a block of rows. */
  private void test(int nodes, int stride, int first) {
    short[] nodeColumns = quantised.nodeColumns();
    byte[] nodeCodes = quantised.nodeCodes();
    for (int i = 0; i < inner * GROUP; i++) {
      bits[i] =
          ByteVector.fromArray(BYTES, codes, nodeColumns[nodes + i] * stride + first)
              .compare(VectorOperators.GT, nodeCodes[nodes + i])
              .toLong();
    }
  }

  /** Selects each level's bits by those of the levels above. */
  private void turn() {
    System.arraycopy(bits, 0, turns, 0, GROUP);
    for (int level = 1; level < depth; level++) {
      int left = ((1 << level) - 1) * GROUP;
      int size = GROUP << level;
      for (int above = 0; above < level; above++) {
        size >>= 1;
        for (int i = 0; i < size; i += LONGS.length()) {
          LongVector ifLeft = LongVector.fromArray(LONGS, bits, left + i);
          LongVector ifRight = LongVector.fromArray(LONGS, bits, left + size + i);
          LongVector turn = LongVector.fromArray(LONGS, turns, above * GROUP + i % GROUP);
          ifLeft
              .lanewise(
                  VectorOperators.XOR, ifLeft.lanewise(VectorOperators.XOR, ifRight).and(turn))
              .intoArray(bits, left + i);
        }
      }
      System.arraycopy(bits, left, turns, level * GROUP, GROUP);
    }
  }

  /** The number of the leaf that each row comes to, in all trees of a group. */
  private void number() {
    for (int tree = 0; tree < GROUP; tree++) {
      ByteVector number = ByteVector.zero(BYTES);
      for (int level = 0; level < depth; level++) {
        VectorMask<Byte> right = VectorMask.fromLong(BYTES, turns[level * GROUP + tree]);
        number = number.add(number).sub((byte) -1, right);
      }
      number.intoArray(leafNumbers, tree * BLOCK);
    }
  }

  /** Adds the leaves of a group's trees to the rows' sums, one tree after the other. */
  private void add(int firstTree, int first) {
    int treesHere = Math.min(GROUP, trees - firstTree);
    if (depth == LOOKUP_DEPTH && FLOATS.length() == 16) {
      for (int row = 0; row < BLOCK; row += FLOATS.length()) {
        lookUp(firstTree, treesHere, row, first + row);
      }
      return;
    }
    for (int row = 0; row < BLOCK; row++) {
      float sum = sums[first + row];
      for (int tree = 0; tree < treesHere; tree++) {
        int number = leafNumbers[tree * BLOCK + row] & 0xff;
        sum += leaves[((firstTree + tree) << depth) + number];
      }
      sums[first + row] = sum;
    }
  }

  /** The same for 16 rows and trees of 64 leaves, which four of the longest registers hold. */
  private void lookUp(int firstTree, int treesHere, int row, int at) {
    FloatVector sum = FloatVector.fromArray(FLOATS, sums, at);
    for (int tree = 0; tree < treesHere; tree++) {
      IntVector number =
          (IntVector)
              ByteVector.fromArray(ByteVector.SPECIES_128, leafNumbers, tree * BLOCK + row)
                  .convertShape(VectorOperators.B2I, INTS, 0);
      int leaf = (firstTree + tree) << LOOKUP_DEPTH;
      IntVector low = number.selectFrom(leafBits(leaf), leafBits(leaf + 16));
      IntVector high = number.selectFrom(leafBits(leaf + 32), leafBits(leaf + 48));
      sum = sum.add(low.blend(high, number.compare(VectorOperators.GE, 32)).reinterpretAsFloats());
    }
    sum.intoArray(sums, at);
  }

  private IntVector leafBits(int leaf) {
    return FloatVector.fromArray(FLOATS, leaves, leaf).reinterpretAsInts();
  }
}

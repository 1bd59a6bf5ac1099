package io.segue.recommender.neighbours;

/**
 * A hierarchical navigable small world graph over the rows of a vector table: data only.
 *
 * <p>From the paper (Malkov and Yashunin, 2018, arXiv 1603.09320) to the code:
 *
 * <ul>
 *   <li><em>element</em>: row of the vector table
 *   <li><em>M</em>: {@link #m()}, links of a row on an upper layer; <em>M_max0</em> = 2M at layer 0
 *   <li><em>enter point</em>: {@link #entryRow()}; <em>L</em>: {@link #topLayer()}
 * </ul>
 *
 * <p>Adjacency lies in two int arrays of fixed-size lists, each list being its length followed by
 * the linked rows:
 *
 * <pre>{@code
 * bottom: row r at r * (2M + 1)                       [n, row, row, …, unused]
 * upper:  row r, layer l ≥ 1 at (upperStart[r] + l - 1) * (M + 1)
 *         upperStart has one entry a row and one more; row r has upperStart[r+1] - upperStart[r]
 *         upper layers
 * }</pre>
 *
 * <p>The arrays are shared, not copied; once the builder has handed the graph on, nobody writes to
 * them.
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
public record HnswGraph(int m, int entryRow, int[] upperStart, int[] bottom, int[] upper) {

  /** How many rows the graph links. */
  public int size() {
    return upperStart.length - 1;
  }

  /** The highest layer of a row; 0 is the bottom. */
  public int layerOf(int row) {
    return upperStart[row + 1] - upperStart[row];
  }

  /** The highest layer of the graph. */
  public int topLayer() {
    return size() == 0 ? 0 : layerOf(entryRow);
  }

  int[] lists(int layer) {
    return layer == 0 ? bottom : upper;
  }

  int listStart(int row, int layer) {
    return layer == 0 ? row * (2 * m + 1) : (upperStart[row] + layer - 1) * (m + 1);
  }

  /**
   * Checks that every list and every link lies within the graph, so that a search cannot leave it.
   *
   * @throws IllegalArgumentException naming the first fault
   */
  public void requireSound() {
    int rows = size();
    require(rows >= 0, "upperStart is empty");
    require(bottom.length == rows * (2 * m + 1), "the bottom layer has a wrong length");
    require(rows == 0 || upperStart[0] == 0, "upperStart does not begin at 0");
    for (int row = 0; row < rows; row++) {
      require(layerOf(row) >= 0, "upperStart decreases");
    }
    require(upper.length == upperStart[rows] * (m + 1), "the upper layers have a wrong length");
    require(rows == 0 || (entryRow >= 0 && entryRow < rows), "the entry row is outside");
    for (int row = 0; row < rows; row++) {
      for (int layer = 0; layer <= layerOf(row); layer++) {
        requireSoundList(row, layer);
      }
    }
  }

  private void requireSoundList(int row, int layer) {
    int[] lists = lists(layer);
    int start = listStart(row, layer);
    int count = lists[start];
    require(count >= 0 && count <= (layer == 0 ? 2 * m : m), "a list is too long");
    for (int i = 1; i <= count; i++) {
      int linked = lists[start + i];
      require(linked >= 0 && linked < size(), "a link leaves the graph");
      require(layerOf(linked) >= layer, "a link leads to a row that is not on its layer");
    }
  }

  private static void require(boolean condition, String fault) {
    if (!condition) {
      throw new IllegalArgumentException("the HNSW graph is not sound: " + fault);
    }
  }
}

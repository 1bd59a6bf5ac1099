package io.segue.recommender.neighbours;

/**
 * How a graph is built.
 *
 * @param m how many neighbours a row is linked to on each upper layer; twice as many at the bottom.
 *     2 to 128
 * @param efConstruction how many candidates are kept while a new row's neighbours are looked for;
 *     at least {@code m}
 * @param seed decides each row's number of layers
 */
public record HnswSettings(int m, int efConstruction, long seed) {

  /** M = 16, efConstruction = 200: see {@code docs/decisions.md} for the measurement. */
  public static final HnswSettings DEFAULT = new HnswSettings(16, 200, 42);

  /** Checks the ranges. */
  public HnswSettings {
    if (m < 2 || m > 128) {
      throw new IllegalArgumentException("M must be between 2 and 128, not " + m);
    }
    if (efConstruction < m) {
      throw new IllegalArgumentException(
          "efConstruction must be at least M (%d), not %d".formatted(m, efConstruction));
    }
  }
}

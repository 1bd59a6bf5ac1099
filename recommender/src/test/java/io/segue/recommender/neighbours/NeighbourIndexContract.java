package io.segue.recommender.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every index must do, approximate or not. */
abstract class NeighbourIndexContract {

  /** The index under test over a normalised table. */
  abstract NeighbourIndex indexOf(VectorTable vectors);

  /** The share of the true neighbours that must be found in random vectors, at most 1. */
  abstract double recallMin();

  @Test
  void nearestComeFirst() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}, {1, 0}, {0.8f, 0.6f}}));

    Neighbours found = index.search(query(1, 0), 3, RowFilter.ALL);

    assertThat(found.rows()).containsExactly(1, 2, 0);
    assertThat(found.scores()).containsExactly(1, 0.8f, 0);
  }

  @Test
  void filterKeepsRowsOutOfTheAnswer() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}, {1, 0}, {0.8f, 0.6f}}));

    Neighbours found = index.search(query(1, 0), 2, row -> row != 1);

    assertThat(found.rows()).containsExactly(2, 0);
  }

  @Test
  void filterThatRefusesAllLeavesNothing() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}, {1, 0}}));

    assertThat(index.search(query(1, 0), 2, row -> false).size()).isZero();
  }

  @Test
  void filterThatRefusesNearlyAllFindsTheRest() {
    VectorTable vectors = clusteredVectors(2_000, 24, 5);
    Neighbours found = indexOf(vectors).search(row(vectors, 3), 4, row -> row % 500 == 17);

    assertThat(found.rows()).containsExactlyInAnyOrder(17, 517, 1017, 1517);
  }

  @Test
  void moreThanThereAreAreNotFound() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}, {1, 0}}));

    assertThat(index.search(query(1, 0), 10, RowFilter.ALL).rows()).containsExactly(1, 0);
  }

  @Test
  void equalScoresAreOrderedByRow() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{1, 0}, {1, 0}, {1, 0}}));

    assertThat(index.search(query(1, 0), 3, RowFilter.ALL).rows()).containsExactly(0, 1, 2);
  }

  @Test
  void emptyTableHasNoNeighbours() {
    NeighbourIndex index = indexOf(new VectorTable(0, 2));

    assertThat(index.size()).isZero();
    assertThat(index.search(query(1, 0), 3, RowFilter.ALL).size()).isZero();
  }

  @Test
  void enoughOfTheTrueNeighboursAreFound() {
    VectorTable vectors = clusteredVectors(5_000, 48, 11);
    NeighbourIndex index = indexOf(vectors);
    NeighbourIndex exact = new ExactIndex(vectors);

    int found = 0;
    for (int row = 0; row < 200; row++) {
      int[] expected = exact.search(row(vectors, row), 100, RowFilter.ALL).rows();
      int[] actual = index.search(row(vectors, row), 100, RowFilter.ALL).rows();
      Arrays.sort(expected);
      found +=
          (int) Arrays.stream(actual).filter(r -> Arrays.binarySearch(expected, r) >= 0).count();
    }

    assertThat(found / 20_000.0).isBetween(recallMin(), 1.0);
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    VectorTable vectors = clusteredVectors(2_000, 16, 3);
    NeighbourIndex index = indexOf(vectors);
    List<int[]> expected =
        IntStream.range(0, 100)
            .mapToObj(row -> index.search(row(vectors, row), 20, RowFilter.ALL).rows())
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<int[]>> actual =
          IntStream.range(0, 1_000)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> index.search(row(vectors, i % 100), 20, RowFilter.ALL).rows()))
              .toList();
      for (int i = 0; i < actual.size(); i++) {
        assertThat(actual.get(i).get()).isEqualTo(expected.get(i % 100));
      }
    }
  }

  @Test
  void searchForNothingIsRefused() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}}));

    assertThatThrownBy(() -> index.search(query(1, 0), 0, RowFilter.ALL))
        .hasMessage("k must be at least 1, not 0");
  }

  @Test
  void queryWithoutItsPaddingIsRefused() {
    NeighbourIndex index = indexOf(VectorTable.of(new float[][] {{0, 1}}));

    assertThatThrownBy(() -> index.search(new float[2], 1, RowFilter.ALL))
        .hasMessage("a query of these vectors has 16 floats with its padding, not 2");
  }

  static float[] query(float x, float y) {
    float[] query = new float[16];
    query[0] = x;
    query[1] = y;
    return query;
  }

  static float[] row(VectorTable vectors, int row) {
    int from = vectors.offset(row);
    return Arrays.copyOfRange(vectors.values(), from, from + vectors.stride());
  }

  /** Normalised vectors in loose clusters, as track vectors are. */
  static VectorTable clusteredVectors(int rows, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] centres = new float[20][dimension];
    for (float[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
    float[][] vectors = new float[rows][dimension];
    for (int row = 0; row < rows; row++) {
      float[] centre = centres[random.nextInt(centres.length)];
      for (int i = 0; i < dimension; i++) {
        vectors[row][i] = centre[i] + (float) random.nextGaussian();
      }
    }
    return VectorTable.of(vectors).normalised();
  }
}

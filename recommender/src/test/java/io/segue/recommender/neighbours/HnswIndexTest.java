package io.segue.recommender.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.recommender.vectors.VectorTable;
import org.junit.jupiter.api.Test;

class HnswIndexTest extends NeighbourIndexContract {

  @Override
  NeighbourIndex indexOf(VectorTable vectors) {
    return new HnswIndex(vectors, build(vectors, 1), 200);
  }

  @Override
  double recallMin() {
    return 0.99;
  }

  @Test
  void oneThreadBuildsTheSameGraphEachTime() {
    VectorTable vectors = clusteredVectors(1_000, 16, 1);

    HnswGraph first = build(vectors, 1);
    HnswGraph second = build(vectors, 1);

    assertThat(second.bottom()).isEqualTo(first.bottom());
    assertThat(second.upper()).isEqualTo(first.upper());
    assertThat(second.upperStart()).isEqualTo(first.upperStart());
  }

  @Test
  void severalThreadsBuildASoundGraphThatFindsAsMuch() {
    VectorTable vectors = clusteredVectors(5_000, 16, 2);
    HnswGraph graph = build(vectors, 4);
    graph.requireSound();
    NeighbourIndex index = new HnswIndex(vectors, graph, 200);

    int own = 0;
    for (int row = 0; row < vectors.rows(); row++) {
      own += index.search(row(vectors, row), 1, RowFilter.ALL).rows()[0] == row ? 1 : 0;
    }

    assertThat(own).isGreaterThan(4_950);
  }

  @Test
  void linkThatLeavesTheGraphIsFound() {
    HnswGraph graph = build(clusteredVectors(50, 16, 4), 1);
    graph.bottom()[1] = 50;

    assertThatThrownBy(graph::requireSound)
        .hasMessage("the HNSW graph is not sound: a link leaves the graph");
  }

  @Test
  void listThatIsTooLongIsFound() {
    HnswGraph graph = build(clusteredVectors(50, 16, 4), 1);
    graph.bottom()[0] = 33;

    assertThatThrownBy(graph::requireSound)
        .hasMessage("the HNSW graph is not sound: a list is too long");
  }

  @Test
  void graphOfAnotherTableIsRefused() {
    HnswGraph graph = build(clusteredVectors(50, 16, 4), 1);

    assertThatThrownBy(() -> new HnswIndex(new VectorTable(49, 16), graph, 10))
        .hasMessage("the graph links 50 rows, the table has 49");
  }

  private static HnswGraph build(VectorTable vectors, int threads) {
    return HnswBuilder.build(vectors, HnswSettings.DEFAULT, threads, rows -> {});
  }
}

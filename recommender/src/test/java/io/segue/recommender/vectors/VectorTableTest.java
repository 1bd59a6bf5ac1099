package io.segue.recommender.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VectorTableTest {

  @Test
  void rowsArePaddedWithZeros() {
    VectorTable table = VectorTable.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    assertThat(table.stride()).isEqualTo(16);
    assertThat(table.values()).hasSize(32).startsWith(1, 2, 3, 0).endsWith(0, 0, 0);
    assertThat(table.offset(1)).isEqualTo(16);
    assertThat(table.dot(0, 1)).isEqualTo(4 + 10 + 18);
  }

  @Test
  void normalisedCopyLeavesTheTableAlone() {
    VectorTable table = VectorTable.of(new float[][] {{3, 4}});

    assertThat(table.normalised().values()).startsWith(0.6f, 0.8f);
    assertThat(table.values()).startsWith(3, 4);
  }

  @Test
  void headKeepsTheFirstRows() {
    VectorTable head = VectorTable.of(new float[][] {{1}, {2}, {3}}).head(2);

    assertThat(head.rows()).isEqualTo(2);
    assertThat(head.values()[head.offset(1)]).isEqualTo(2);
  }

  @Test
  void vectorsOfDifferentDimensionsAreRefused() {
    assertThatThrownBy(() -> VectorTable.of(new float[][] {{1, 2}, {3}}))
        .hasMessage("vector 1 has dimension 1, the first has 2");
  }

  @Test
  void tableBeyondAnArraysLengthIsRefused() {
    assertThatThrownBy(() -> new VectorTable(50_000_000, 48))
        .hasMessageContaining("do not fit into one table");
  }

  @Test
  void arrayOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new VectorTable(2, 3, new float[6]))
        .hasMessage("2 vectors of dimension 3 take 32 floats, not 6");
  }
}

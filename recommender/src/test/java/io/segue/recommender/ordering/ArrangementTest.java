package io.segue.recommender.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segue.recommender.vectors.VectorTable;
import org.junit.jupiter.api.Test;

class ArrangementTest {

  /** 0 and 1 are alike, 2 is the opposite of both, 3 has no vector; 0, 1 and 3 share an artist. */
  private static final VectorTable VECTORS =
      VectorTable.of(new float[][] {{1, 0}, {1, 0}, {-1, 0}});

  private static final int[] ARTISTS = {0, 0, -1, 0};

  @Test
  void withoutWishesTheOrderIsThatOfRelevance() {
    assertThat(arrange(new Ordering(0, 0, 0.3, 5), 2)).containsExactly(0, 1);
  }

  @Test
  void likenessToWhatIsAlreadyThereCosts() {
    assertThat(arrange(new Ordering(0.5, 0, 0, 0), 4)).containsExactly(0, 2, 3, 1);
  }

  @Test
  void littleDiversityLeavesTheRelevantFirst() {
    assertThat(arrange(new Ordering(0.1, 0, 0, 0), 4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void artistsAreSpacedUntilThereIsNoOtherLeft() {
    assertThat(arrange(new Ordering(0, 1, 0, 0), 4)).containsExactly(0, 2, 1, 3);
    assertThat(arrange(new Ordering(0, 3, 0, 0), 3)).containsExactly(0, 2, 1);
  }

  @Test
  void moreCannotBeArrangedThanThereIs() {
    assertThat(arrange(new Ordering(0.5, 2, 0, 0), 9)).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void wishesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ordering(1.1, 0, 0, 0))
        .withMessage("diversity must lie between 0 and 1, 1.1 does not");
    assertThatIllegalArgumentException().isThrownBy(() -> new Ordering(Double.NaN, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ordering(0, -1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ordering(0, 0, 0.6, 0));
  }

  private static int[] arrange(Ordering ordering, int places) {
    return Arrangement.of(
        new int[] {0, 1, 2, 3}, places, ordering, VECTORS, track -> ARTISTS[track]);
  }
}

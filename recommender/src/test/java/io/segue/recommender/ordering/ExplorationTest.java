package io.segue.recommender.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplorationTest {

  @Test
  void freshTracksAreThoseOfLowCount() {
    assertThat(Exploration.firstFresh(new int[] {9, 6, 5, 5, 1})).isEqualTo(2);
    assertThat(Exploration.firstFresh(new int[] {9, 6})).isEqualTo(2);
    assertThat(Exploration.firstFresh(new int[0])).isZero();
  }

  @Test
  void drawsAreDistinctAscendingAndWithinTheRange() {
    for (long seed = 0; seed < 200; seed++) {
      int[] drawn = Exploration.draw(3, 12, 5, seed);
      assertThat(drawn).hasSize(5).isSorted().doesNotHaveDuplicates();
      assertThat(drawn[0]).isGreaterThanOrEqualTo(3);
      assertThat(drawn[4]).isLessThan(12);
    }
  }

  @Test
  void sameSeedDrawsTheSameAndOtherSeedsOthers() {
    assertThat(Exploration.draw(0, 1_000_000, 8, 1))
        .isEqualTo(Exploration.draw(0, 1_000_000, 8, 1));
    assertThat(Exploration.draw(0, 1_000_000, 8, 1))
        .isNotEqualTo(Exploration.draw(0, 1_000_000, 8, 2));
  }

  @Test
  void anOrderIsDrawnWithoutLosingAnything() {
    int[] ascending = Exploration.draw(0, 30, 30, 1);

    assertThat(Exploration.shuffled(ascending, 5))
        .containsExactlyInAnyOrder(ascending)
        .isEqualTo(Exploration.shuffled(ascending, 5))
        .isNotEqualTo(ascending)
        .isNotEqualTo(Exploration.shuffled(ascending, 6));
  }

  @Test
  void whenThereAreNotMoreAllAreDrawn() {
    assertThat(Exploration.draw(2, 5, 10, 1)).containsExactly(2, 3, 4);
    assertThat(Exploration.draw(5, 5, 10, 1)).isEmpty();
  }
}

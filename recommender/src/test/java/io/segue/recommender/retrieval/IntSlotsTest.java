package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntSlotsTest {

  @Test
  void keysAreNumberedInOrderOfFirstAppearance() {
    IntSlots slots = new IntSlots();

    assertThat(slots.slot(42)).isZero();
    assertThat(slots.slot(7)).isEqualTo(1);
    assertThat(slots.slot(42)).isZero();
    assertThat(slots.find(7)).isEqualTo(1);
    assertThat(slots.find(8)).isEqualTo(IntSlots.NONE);
    assertThat(slots.key(1)).isEqualTo(7);
  }

  @Test
  void agreesWithAHashMapThroughGrowthAndClearing() {
    SplittableRandom random = new SplittableRandom(1);
    IntSlots slots = new IntSlots();
    for (int size : new int[] {10, 20_000, 3, 100, 50_000, 100}) {
      Map<Integer, Integer> expected = new HashMap<>();
      for (int i = 0; i < size; i++) {
        int key = random.nextInt(size);
        expected.putIfAbsent(key, expected.size());
        assertThat(slots.slot(key)).isEqualTo(expected.get(key));
      }
      assertThat(slots.size()).isEqualTo(expected.size());
      expected.forEach((key, slot) -> assertThat(slots.find(key)).isEqualTo(slot));
      assertThat(slots.find(size + 1)).isEqualTo(IntSlots.NONE);
      slots.clear();
      expected.keySet().forEach(key -> assertThat(slots.find(key)).isEqualTo(IntSlots.NONE));
    }
  }
}

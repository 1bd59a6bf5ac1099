package io.segue.trainer.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintCountsTest {

  @Test
  void countsAsAMapDoes() {
    FingerprintCounts counts = new FingerprintCounts();
    Map<String, Integer> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      String string = "s" + random.nextInt(10_000);
      int before = expected.merge(string, 1, Integer::sum) - 1;
      assertThat(counts.countedBefore(string)).isEqualTo(before);
    }
    assertThat(counts.size()).isEqualTo(expected.size());
  }
}

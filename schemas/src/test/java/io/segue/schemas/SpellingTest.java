package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  private static final List<String> KNOWN = List.of("min", "min_count", "window", "vector_size");

  @ParameterizedTest
  @CsvSource({
    "min_cuont, min_count",
    "vectorSize, vector_size",
    "VECTOR-SIZE, vector_size",
    "widow, window",
    "mi, min",
    "min_coun, min_count"
  })
  void findsTheNearestName(String given, String meant) {
    assertThat(Spelling.meant(given, KNOWN)).contains(meant);
  }

  @Test
  void guessesNothingWhenNothingIsNear() {
    assertThat(Spelling.meant("epochs", KNOWN)).isEmpty();
    assertThat(Spelling.meant("max", KNOWN)).isEmpty();
    assertThat(Spelling.meant("window".repeat(100_000), KNOWN)).isEmpty();
  }
}

package io.segue.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.trainer.embedding.Corpus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

  @ParameterizedTest
  @CsvSource({"10, 7, 2, 1", "11, 7, 2, 2", "100, 70, 20, 10", "121679, 85175, 24336, 12168"})
  void isSeventyTwentyTen(int playlists, int training, int validation, int test) {
    Split split = Split.of(numbered(playlists), 42);
    assertThat(split.training().size()).isEqualTo(training);
    assertThat(split.validation().size()).isEqualTo(validation);
    assertThat(split.test().size()).isEqualTo(test);
  }

  @Test
  void putsEveryPlaylistIntoOnePartAndLeavesItWhole() {
    Split split = Split.of(numbered(50), 1);
    List<Integer> all = new ArrayList<>();
    for (Corpus part : List.of(split.training(), split.validation(), split.test())) {
      for (int p = 0; p < part.size(); p++) {
        int from = part.offsets()[p];
        assertThat(part.offsets()[p + 1] - from).isEqualTo(3);
        assertThat(part.tokens()[from + 1]).isEqualTo(part.tokens()[from] + 1);
        assertThat(part.tokens()[from + 2]).isEqualTo(part.tokens()[from] + 2);
        all.add(part.tokens()[from] / 3);
      }
    }
    assertThat(all).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    int[] tokens = Split.of(numbered(50), 42).test().tokens();
    assertThat(Split.of(numbered(50), 42).test().tokens()).isEqualTo(tokens);
    assertThat(Split.of(numbered(50), 43).test().tokens()).isNotEqualTo(tokens);
  }

  @Test
  void refusesTooFewPlaylists() {
    assertThatThrownBy(() -> Split.of(numbered(9), 42))
        .hasMessageContaining("9 playlists are too few");
  }

  /** Playlist p consists of the tracks 3p, 3p + 1 and 3p + 2. */
  private static Corpus numbered(int playlists) {
    int[] tokens = new int[3 * playlists];
    int[] offsets = new int[playlists + 1];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = i;
      offsets[i / 3 + 1] = i + 1;
    }
    return new Corpus(tokens, offsets);
  }
}

package io.segue.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.segue.schemas.DatasetReference;
import io.segue.trainer.embedding.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  @Test
  void isSeventyTwentyTenWithinTheRangeOfChance() {
    Split split = split(20_000, 42);
    // Four standard deviations of the binomial distribution.
    assertThat(split.training().size()).isCloseTo(14_000, within(260));
    assertThat(split.validation().size()).isCloseTo(4_000, within(230));
    assertThat(split.test().size()).isCloseTo(2_000, within(170));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 12, 13, 14, 15, 20, 30})
  void noPartIsEmpty(int playlists) {
    for (int seed = 0; seed < 100; seed++) {
      Split split = split(playlists, seed);
      assertThat(split.training().size()).isPositive();
      assertThat(split.validation().size()).isPositive();
      assertThat(split.test().size()).isPositive();
      assertThat(split.training().size() + split.validation().size() + split.test().size())
          .isEqualTo(playlists);
    }
  }

  @Test
  void aPlaylistStaysInItsPartWhenOthersCome() {
    Split before = split(200, 42);
    Split after = split(300, 42);
    assertThat(playlists(after.training())).containsAll(playlists(before.training()));
    assertThat(playlists(after.validation())).containsAll(playlists(before.validation()));
    assertThat(playlists(after.test())).containsAll(playlists(before.test()));
  }

  @Test
  void datasetsOfOneSourceAndSeedAgreeHoweverMuchTheyHoldOfIt() {
    DatasetReference small = reference("playlist-events", 42, 300);
    assertThat(Split.agree(small, reference("playlist-events", 42, 9_000))).isTrue();
    assertThat(Split.agree(small, reference("playlist-events", 43, 300))).isFalse();
    assertThat(Split.agree(small, reference("file:a.txt", 42, 300))).isFalse();
  }

  private static DatasetReference reference(String source, long seed, int playlists) {
    return new DatasetReference(source, List.of(), playlists, 10L * playlists, seed, 1.0);
  }

  @Test
  void putsEveryPlaylistIntoOnePartAndLeavesItWhole() {
    Split split = split(50, 1);
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
    int[] tokens = split(50, 42).test().tokens();
    assertThat(split(50, 42).test().tokens()).isEqualTo(tokens);
    assertThat(split(50, 43).test().tokens()).isNotEqualTo(tokens);
  }

  @Test
  void refusesTooFewPlaylists() {
    assertThatThrownBy(() -> split(9, 42)).hasMessageContaining("9 playlists are too few");
  }

  private static Split split(int playlists, long seed) {
    double[] draws = new double[playlists];
    Arrays.setAll(draws, playlist -> Draw.forSplit(seed, "playlist-" + playlist));
    return Split.of(numbered(playlists), draws);
  }

  private static List<Integer> playlists(Corpus part) {
    return IntStream.range(0, part.size()).map(p -> part.tokens()[3 * p] / 3).boxed().toList();
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

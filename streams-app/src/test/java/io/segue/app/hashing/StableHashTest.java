package io.segue.app.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StableHashTest {

  private static final int TEXTS = 20_000;

  @Test
  void hashesStayWhatTheyAre() {
    assertThat(StableHash.of("v1", "playlist-1")).isEqualTo(FNV_OF_V1_PLAYLIST_1);
    assertThat(StableHash.share("v1", "playlist-1")).isBetween(0.0, 1.0);
  }

  @Test
  void textsAreSpreadEvenlyAlsoWhenTheyAreAlike() {
    int[] tenths = new int[10];
    for (int i = 0; i < TEXTS; i++) {
      tenths[(int) (StableHash.share("salt", "playlist-" + i) * 10)]++;
    }

    for (int count : tenths) {
      assertThat((double) count / TEXTS).isCloseTo(0.1, within(0.01));
    }
  }

  @Test
  void anotherSaltDrawsIndependently() {
    int both = 0;
    for (int i = 0; i < TEXTS; i++) {
      boolean one = StableHash.share("v1", "playlist-" + i) < 0.5;
      boolean other = StableHash.share("v2", "playlist-" + i) < 0.5;
      both += one && other ? 1 : 0;
    }

    assertThat((double) both / TEXTS).isCloseTo(0.25, within(0.015));
  }

  private static final long FNV_OF_V1_PLAYLIST_1 = 2371903396527678578L;
}

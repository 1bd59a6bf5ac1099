package io.segue.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.retrieval.CandidateTable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShortlistTest {

  private static CandidateTable table(float[]... columns) {
    CandidateTable table = new CandidateTable(columns.length);
    for (int track = 0; track < columns[0].length; track++) {
      for (int c = 0; c < columns.length; c++) {
        table.set(c, table.slot(track), columns[c][track]);
      }
    }
    return table;
  }

  private static int[] kept(Shortlist shortlist, CandidateTable table) {
    shortlist.select(table);
    int[] slots = Arrays.copyOf(shortlist.slots(), shortlist.size());
    Arrays.sort(slots);
    return slots;
  }

  @Test
  void theBestByWeightedRelativeScoresAreKept() {
    CandidateTable table = table(new float[] {4, 1, 0, 0}, new float[] {0, 100, 25, 0});
    Shortlist shortlist = new Shortlist(new float[] {1, 2}, 2);

    // Scores: 1; 0.5 + 2; 2 * 0.5; 0. Of the two that are equal, the first is kept.
    assertThat(kept(shortlist, table)).containsExactly(0, 1);
    assertThat(shortlist.score(1)).isEqualTo(2.5f);
    assertThat(shortlist.score(2)).isEqualTo(1f);
  }

  @Test
  void fewCandidatesAreAllKept() {
    CandidateTable table = table(new float[] {0, 1, 0});

    assertThat(kept(new Shortlist(new float[] {1}, 10), table)).containsExactly(0, 1, 2);
  }

  @Test
  void emptyTableGivesNothing() {
    assertThat(kept(new Shortlist(new float[] {1}, 3), new CandidateTable(1))).isEmpty();
  }
}

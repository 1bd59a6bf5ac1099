package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessorHistoryTest {

  private static final double HALF_LIFE_MS = 1_000;

  @Test
  void successionsAreKeptInOrderOfArrival() {
    TrackSuccessors kept = after(new SuccessorHistory(8, 8, HALF_LIFE_MS), "b", "c", "b");

    assertThat(kept.getSuccessors()).containsExactly("b", "c");
    assertThat(kept.getOccurrences())
        .extracting(SuccessorOccurrence::getSuccessor)
        .containsExactly(0, 1, 0);
    assertThat(kept.getAnnounced()).isFalse();
  }

  @Test
  void theOldestSuccessionGivesWayAndItsSuccessorIfNothingElseSpeaksOfIt() {
    TrackSuccessors kept = after(new SuccessorHistory(8, 2, HALF_LIFE_MS), "a", "b", "c");

    assertThat(kept.getSuccessors()).containsExactly("b", "c");
    assertThat(kept.getOccurrences())
        .extracting(SuccessorOccurrence::getSuccessor)
        .containsExactly(0, 1);
  }

  @Test
  void theSuccessorWithTheLowestDecayedSumGivesWay() {
    SuccessorHistory history = new SuccessorHistory(2, 100, HALF_LIFE_MS);
    TrackSuccessors kept = history.apply(null, succession("often", 1, 0));
    kept = history.apply(kept, succession("often", 1, 0));
    kept = history.apply(kept, succession("often", 1, 0));
    kept = history.apply(kept, succession("once", 1, 500));
    kept = history.apply(kept, succession("new", 1, 1_700));

    assertThat(kept.getSuccessors()).containsExactly("often", "new");
    // Two half-lives later three occurrences are worth less than a later one is.
    kept = history.apply(kept, succession("newer", 1, 3_000));
    assertThat(kept.getSuccessors()).containsExactly("new", "newer");
  }

  @Test
  void whatWasNotWantedCountsAgainst() {
    SuccessorHistory history = new SuccessorHistory(2, 100, HALF_LIFE_MS);
    TrackSuccessors kept = history.apply(null, succession("skipped", 1, 0));
    kept = history.apply(kept, succession("skipped", -1, 0));
    kept = history.apply(kept, succession("far", 3, 0));
    kept = history.apply(kept, succession("new", 1, 0));

    assertThat(kept.getSuccessors()).containsExactly("far", "new");
  }

  @Test
  void whatWasThereBeforeStaysAsItWas() {
    SuccessorHistory history = new SuccessorHistory(1, 1, HALF_LIFE_MS);
    TrackSuccessors before = history.apply(null, succession("b", 1, 0));
    history.apply(before, succession("c", 1, 1));

    assertThat(before.getSuccessors()).containsExactly("b");
    assertThat(before.getOccurrences()).hasSize(1);
  }

  private static TrackSuccessors after(SuccessorHistory history, String... successors) {
    TrackSuccessors kept = new TrackSuccessors(List.of(), List.of(), 0L, true);
    for (String successor : successors) {
      kept = history.apply(kept, succession(successor, 1, 0));
    }
    return kept;
  }

  private static Succession succession(String successor, int distance, long at) {
    return new Succession(successor, distance, 0, 0, 0L, at);
  }
}

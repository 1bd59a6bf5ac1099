package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.local.AnswerComparison.Entry;
import io.segue.recommender.behaviour.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {

  private static final Question QUESTION = new Question(List.of("a", "b"), List.of("c"));
  private static final Entry C = new Entry("c", 0.5, "ranked");
  private static final Entry D = new Entry("d", 0.25, "ranked");

  @Test
  void equalAnswersDoNotDiffer() {
    AnswerComparison comparison = compare(List.of(C, D), List.of(C, D));

    assertThat(comparison).isEqualTo(new AnswerComparison(1, 2, 0, List.of(), 1, 1));
  }

  @Test
  void scoresAreComparedToTheLastBit() {
    Entry almost = new Entry("d", Math.nextUp(0.25), "ranked");

    AnswerComparison comparison = compare(List.of(C, almost), List.of(C, D));

    assertThat(comparison.different()).isOne();
    assertThat(comparison.examples())
        .containsExactly(
            "after 2 tracks, the last one b, place 2: d (0.25000000000000006, ranked) online,"
                + " d (0.25, ranked) offline");
  }

  @Test
  void sourcesOrderAndLengthAreCompared() {
    assertThat(compare(List.of(new Entry("c", 0.5, "artist")), List.of(C)).different()).isOne();
    assertThat(compare(List.of(D, C), List.of(C, D)).different()).isOne();
    assertThat(compare(List.of(D), List.of(D, C)).examples().get(0))
        .endsWith("place 2: nothing online, c (0.5, ranked) offline");
    assertThat(compare(List.of(D), List.of(D, C)).onlineHits()).isZero();
  }

  private static AnswerComparison compare(List<Entry> online, List<Entry> offline) {
    return AnswerComparison.of(List.of(QUESTION), List.of(online), List.of(offline));
  }
}

package io.segue.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void ranksAreThoseOfAnExactScan() throws Exception {
    Random random = new Random(3);
    float[][] rows = new float[2_500][20];
    for (float[] row : rows) {
      for (int d = 0; d < row.length; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    VectorTable vectors = VectorTable.of(rows).normalised();
    int[] queries = random.ints(600, 0, 1_000).toArray();
    int[] answers = random.ints(600, 1_000, 2_500).toArray();
    int[] ranks = ExactRanks.of(vectors, queries, answers, 2);
    for (int i = 0; i < queries.length; i++) {
      int above = 0;
      float limit = vectors.dot(queries[i], answers[i]);
      for (int row = 0; row < rows.length; row++) {
        if (row != queries[i] && row != answers[i] && vectors.dot(row, queries[i]) > limit) {
          above++;
        }
      }
      assertThat(ranks[i]).isEqualTo(above);
    }
  }

  @Test
  void asksForTheLastTrackGivenTheOneBefore() throws Exception {
    // Tracks 5, 6, 7 lie on a line in this order; 8 has no vector.
    Embedding embedding =
        new Embedding(
            new int[] {5, 6, 7, 8},
            new int[] {9, 8, 7, 1},
            VectorTable.of(new float[][] {{1, 0}, {1, 1}, {0, 1}}),
            0,
            0);
    Corpus playlists =
        new Corpus(
            new int[] {7, 7, 5, 6, 9, 5, 7, 5, 8, 6, 8, 5, 6, 6}, new int[] {0, 4, 7, 10, 12, 14});
    // 5 to 6: rank 0. 5 to 7: rank 1. 8 unknown twice, and 6 to 6 is no recommendation: misses.
    Metrics metrics = Evaluation.nextToLast(embedding, playlists, 1);
    assertThat(metrics.questions()).isEqualTo(5);
    assertThat(metrics.hitRate()).isCloseTo(2 / 5.0, within(1e-9));
    assertThat(metrics.mrr()).isCloseTo((1 + 0.5) / 5, within(1e-9));
    assertThat(metrics.ndcg()).isCloseTo((1 + Math.log(2) / Math.log(3)) / 5, within(1e-9));
  }

  @Test
  void aRankOfAHundredIsAMiss() {
    assertThat(Metrics.of(new int[] {99, 100, -1, 0}).hitRate()).isEqualTo(0.5);
  }
}

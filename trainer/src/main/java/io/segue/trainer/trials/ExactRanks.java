package io.segue.trainer.trials;

import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds at which place an exact scan would list the right answers.
 *
 * <p>Only the places are wanted, not the lists, so nothing is sorted: a rank is the number of rows
 * that score higher than the answer. Rows are scanned in blocks that stay in the cache while all
 * queries pass over them, and queries that are asked more than once are scored once.
 */
final class ExactRanks {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK_ROWS = 1_024;
  private static final int BATCH = 256;

  private final VectorTable vectors;

  /** Pairs of query row and question number, as one long each, in ascending order. */
  private final long[] questions;

  private final int[] answers;
  private final int[] ranks;

  private ExactRanks(VectorTable vectors, int[] queries, int[] answers) {
    this.vectors = vectors;
    this.answers = answers;
    this.ranks = new int[queries.length];
    this.questions = new long[queries.length];
    for (int i = 0; i < queries.length; i++) {
      questions[i] = (long) queries[i] << 32 | i;
    }
    Arrays.sort(questions);
  }

  /**
   * For each question how many rows, other than the query's own, are nearer to the query than the
   * answer is.
   *
   * @param vectors normalised
   * @param queries the row that is asked about
   * @param answers the right row; another than the query's
   */
  static int[] of(VectorTable vectors, int[] queries, int[] answers, int threads)
      throws InterruptedException {
    ExactRanks exact = new ExactRanks(vectors, queries, answers);
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        worker -> {
          float[] scores = new float[BLOCK_ROWS];
          int from = next.getAndAdd(BATCH);
          while (from < queries.length) {
            exact.rank(from, Math.min(queries.length, from + BATCH), scores);
            from = next.getAndAdd(BATCH);
          }
        });
    return exact.ranks;
  }

  private void rank(int from, int to, float[] scores) {
    float[] answerScores = new float[to - from];
    for (int q = from; q < to; q++) {
      score(query(q), answers[question(q)], 1, scores);
      answerScores[q - from] = scores[0];
    }
    for (int block = 0; block < vectors.rows(); block += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, vectors.rows() - block);
      for (int q = from; q < to; q++) {
        if (q == from || query(q) != query(q - 1)) {
          score(query(q), block, rows, scores);
          int own = query(q) - block;
          if (own >= 0 && own < rows) {
            scores[own] = Float.NEGATIVE_INFINITY;
          }
        }
        ranks[question(q)] += countAbove(scores, rows, answerScores[q - from]);
      }
    }
  }

  private int query(int q) {
    return (int) (questions[q] >>> 32);
  }

  private int question(int q) {
    return (int) questions[q];
  }

  private void score(int queryRow, int firstRow, int rows, float[] scores) {
    float[] values = vectors.values();
    int stride = vectors.stride();
    int query = vectors.offset(queryRow);
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      scoreFour(values, query, vectors.offset(firstRow + row), stride, scores, row);
    }
    for (; row < rows; row++) {
      scoreOne(values, query, vectors.offset(firstRow + row), stride, scores, row);
    }
  }

  private static void scoreFour(
      float[] values, int query, int at, int stride, float[] scores, int row) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < stride; d += LANES) {
      FloatVector q = FloatVector.fromArray(SPECIES, values, query + d);
      s0 = q.fma(FloatVector.fromArray(SPECIES, values, at + d), s0);
      s1 = q.fma(FloatVector.fromArray(SPECIES, values, at + stride + d), s1);
      s2 = q.fma(FloatVector.fromArray(SPECIES, values, at + 2 * stride + d), s2);
      s3 = q.fma(FloatVector.fromArray(SPECIES, values, at + 3 * stride + d), s3);
    }
    scores[row] = VectorMath.sumOfLanes(s0);
    scores[row + 1] = VectorMath.sumOfLanes(s1);
    scores[row + 2] = VectorMath.sumOfLanes(s2);
    scores[row + 3] = VectorMath.sumOfLanes(s3);
  }

  private static void scoreOne(
      float[] values, int query, int at, int stride, float[] scores, int row) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int d = 0; d < stride; d += LANES) {
      sum =
          FloatVector.fromArray(SPECIES, values, query + d)
              .fma(FloatVector.fromArray(SPECIES, values, at + d), sum);
    }
    scores[row] = VectorMath.sumOfLanes(sum);
  }

  private static int countAbove(float[] scores, int rows, float limit) {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += scores[row] > limit ? 1 : 0;
    }
    return count;
  }
}

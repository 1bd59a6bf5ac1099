package io.segue.app.quality;

import io.segue.schemas.QualityTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the track that came had been at which rank: everything that hit rates and reciprocal
 * ranks are made of, and sums of it are the same for the sum of the events. Immutable.
 */
public final class RankCounts {

  /** The worst rank that is told apart from none. */
  public static final int DEPTH = 100;

  /** Of no events. */
  public static final RankCounts NONE = new RankCounts(0, new long[0]);

  private final long questions;
  private final long[] ranks;

  private RankCounts(long questions, long[] ranks) {
    this.questions = questions;
    this.ranks = ranks;
  }

  /**
   * Of that many events.
   *
   * @param ranks at place i, how many of them had the track at rank i + 1; copied
   */
  public static RankCounts of(long questions, List<Long> ranks) {
    return new RankCounts(
        questions, ranks.stream().limit(DEPTH).mapToLong(Long::longValue).toArray());
  }

  static RankCounts of(QualityTally tally) {
    return of(tally.getQuestions(), tally.getRanks());
  }

  /** With one more event; {@code rank} is 0 when the track was not among the first. */
  public RankCounts with(int rank) {
    long[] more = Arrays.copyOf(ranks, Math.max(ranks.length, rank));
    if (rank > 0) {
      more[rank - 1]++;
    }
    return new RankCounts(questions + 1, more);
  }

  /** Of the events of both. */
  public RankCounts plus(RankCounts other) {
    long[] sum = Arrays.copyOf(ranks, Math.max(ranks.length, other.ranks.length));
    for (int i = 0; i < other.ranks.length; i++) {
      sum[i] += other.ranks[i];
    }
    return new RankCounts(questions + other.questions, sum);
  }

  /** How many events there were. */
  public long questions() {
    return questions;
  }

  /** At place i, how many of them had the track at rank i + 1. */
  public List<Long> ranks() {
    List<Long> list = new ArrayList<>(ranks.length);
    for (long count : ranks) {
      list.add(count);
    }
    return list;
  }

  /** How many had the track among the first k. */
  public long hits(int k) {
    long hits = 0;
    for (int i = 0; i < Math.min(k, ranks.length); i++) {
      hits += ranks[i];
    }
    return hits;
  }

  /** HR@k: the share of events that had the track among the first k; 0 of no events. */
  public double hitRate(int k) {
    return questions == 0 ? 0 : (double) hits(k) / questions;
  }

  /** MRR@k: the mean of 1 / rank, 0 beyond k; 0 of no events. */
  public double reciprocalRank(int k) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, ranks.length); i++) {
      sum += (double) ranks[i] / (i + 1);
    }
    return questions == 0 ? 0 : sum / questions;
  }
}

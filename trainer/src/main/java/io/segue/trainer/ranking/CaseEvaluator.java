package io.segue.trainer.ranking;

import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.ranking.Cascade;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.sessions.Sessions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/** Asks a model cases and keeps where the right answers stood and how long each query took. */
public final class CaseEvaluator {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * What came out.
   *
   * @param ranks where the answers stood
   * @param nanos how long each query took on one core, all stages in, ascending; processor time,
   *     which does not depend on what else the machine does
   */
  @SuppressWarnings("ArrayRecordComponent") // measurements, never compared
  public record Outcome(TargetRanks ranks, long[] nanos) {

    /** The time that a share of the queries did not exceed, in microseconds. */
    public double micros(double share) {
      return nanos.length == 0
          ? 0
          : nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e3;
    }
  }

  private CaseEvaluator() {}

  /**
   * Asks.
   *
   * @param sessions what is asked of
   * @param cases the events of the answers; a negative track there is one that cannot be known
   */
  public static Outcome evaluate(RankingModel model, Sessions sessions, int[] cases, int threads)
      throws InterruptedException {
    List<Outcome> parts =
        Shards.run(
            cases.length,
            threads,
            (from, to) -> {
              Cascade cascade = model.newCascade();
              TargetRanks ranks = new TargetRanks();
              long[] nanos = new long[to - from];
              for (int i = from; i < to; i++) {
                int start = sessions.start(sessions.sessionOf(cases[i]));
                long begin = THREADS.getCurrentThreadCpuTime();
                cascade.rank(sessions.tracks(), start, cases[i]);
                nanos[i - from] = THREADS.getCurrentThreadCpuTime() - begin;
                int place = cascade.placeOf(sessions.tracks()[cases[i]]);
                ranks.add(place < 0 ? TargetRanks.MISSED : place + 1);
              }
              return new Outcome(ranks, nanos);
            });
    TargetRanks ranks = new TargetRanks();
    long[] nanos = new long[0];
    for (Outcome part : parts) {
      ranks.addAll(part.ranks());
      int old = nanos.length;
      nanos = Arrays.copyOf(nanos, old + part.nanos().length);
      System.arraycopy(part.nanos(), 0, nanos, old, part.nanos().length);
    }
    Arrays.sort(nanos);
    return new Outcome(ranks, nanos);
  }
}

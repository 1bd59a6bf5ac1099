package io.segue.recommender.ranking;

import com.sun.management.ThreadMXBean;
import io.segue.recommender.retrieval.LiveEvidence;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each stage of a query costs on one thread, by the processor's clock: every source and
 * scorer, the shortlist, the features, the ranker, the order. In this package because the stages
 * are nobody else's affair.
 */
public final class StageTimes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CLOCK_READINGS = 20_000;

  private final List<String> names;
  private final long[][] nanos;
  private final long allocatedBytes;
  private final long candidates;
  private final int[] answerHashes;

  private StageTimes(
      List<String> names, long[][] nanos, long allocatedBytes, long candidates, int[] hashes) {
    this.names = names;
    this.nanos = nanos;
    this.allocatedBytes = allocatedBytes;
    this.candidates = candidates;
    this.answerHashes = hashes;
  }

  /**
   * Measures.
   *
   * @param playlists the queries, each a playlist of track numbers, oldest first; asked twice to
   *     warm up, and then once more
   */
  public static StageTimes of(RankingModel model, List<int[]> playlists) {
    Cascade cascade = model.newCascade();
    measure(cascade, playlists, null);
    measure(cascade, playlists, null);
    CandidateFinder finder = cascade.finder();
    List<String> names = new ArrayList<>();
    names.add("read");
    for (int step = 0; step < finder.steps(); step++) {
      names.add(finder.stepName(step));
    }
    names.addAll(List.of("shortlist", "features", "ranker", "order"));
    long[][] nanos = new long[names.size()][playlists.size()];
    int[] hashes = measure(cascade, playlists, nanos);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long candidates = 0;
    for (int[] playlist : playlists) {
      cascade.rank(playlist, 0, playlist.length);
      candidates += cascade.table().size();
    }
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    return new StageTimes(names, nanos, allocated, candidates, hashes);
  }

  private static int[] measure(Cascade cascade, List<int[]> playlists, long @Nullable [][] nanos) {
    CandidateFinder finder = cascade.finder();
    long reading = readingNanos();
    long[] times = new long[finder.steps() + 6];
    int[] hashes = new int[playlists.size()];
    for (int query = 0; query < playlists.size(); query++) {
      int[] playlist = playlists.get(query);
      int time = 0;
      times[time++] = THREADS.getCurrentThreadCpuTime();
      finder.start(playlist, 0, playlist.length, LiveEvidence.NONE);
      times[time++] = THREADS.getCurrentThreadCpuTime();
      for (int step = 0; step < finder.steps(); step++) {
        finder.step(step);
        times[time++] = THREADS.getCurrentThreadCpuTime();
      }
      cascade.select();
      times[time++] = THREADS.getCurrentThreadCpuTime();
      cascade.describe();
      times[time++] = THREADS.getCurrentThreadCpuTime();
      cascade.score();
      times[time++] = THREADS.getCurrentThreadCpuTime();
      cascade.order();
      times[time] = THREADS.getCurrentThreadCpuTime();
      for (int stage = 0; nanos != null && stage < time; stage++) {
        nanos[stage][query] = Math.max(0, times[stage + 1] - times[stage] - reading);
      }
      hashes[query] = hash(cascade);
    }
    return hashes;
  }

  /** What reading the clock itself costs. */
  private static long readingNanos() {
    long first = THREADS.getCurrentThreadCpuTime();
    for (int i = 1; i < CLOCK_READINGS; i++) {
      THREADS.getCurrentThreadCpuTime();
    }
    return (THREADS.getCurrentThreadCpuTime() - first) / CLOCK_READINGS;
  }

  private static int hash(Cascade cascade) {
    int hash = cascade.size();
    for (int place = 0; place < cascade.size(); place++) {
      hash = 31 * hash + cascade.ranked(place);
      hash = 31 * hash + Float.floatToRawIntBits(cascade.score(place));
    }
    return hash;
  }

  /** The names of the stages, in order. */
  public List<String> names() {
    return names;
  }

  /** Nanoseconds of the stage with that number, by query, ascending. */
  public long[] stage(int stage) {
    long[] sorted = nanos[stage].clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Nanoseconds of all stages together, by query, ascending. */
  public long[] whole() {
    long[] sums = new long[nanos[0].length];
    for (long[] stage : nanos) {
      for (int query = 0; query < sums.length; query++) {
        sums[query] += stage[query];
      }
    }
    Arrays.sort(sums);
    return sums;
  }

  /** The bytes that a query took of the heap, on average. */
  public double bytesPerQuery() {
    return (double) allocatedBytes / nanos[0].length;
  }

  /** How many candidates a query had, on average. */
  public double candidatesPerQuery() {
    return (double) candidates / nanos[0].length;
  }

  /** A hash of each answer, tracks and scores to the last bit: equal ones make equal hashes. */
  public int[] answerHashes() {
    return answerHashes.clone();
  }
}

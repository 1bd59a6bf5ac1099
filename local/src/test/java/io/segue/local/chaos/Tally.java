package io.segue.local.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what came of the queries. Thread-safe. */
final class Tally {

  private static final int EXAMPLES_MAX = 20;

  private final AtomicInteger broken = new AtomicInteger();
  private final Map<String, Integer> states = new TreeMap<>();
  private final Map<String, Integer> versions = new TreeMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private final Map<Long, Integer> failuresAfterFault = new TreeMap<>();
  private final List<String> wrongs = new ArrayList<>();
  private int failed;
  private int unclear;
  private int wrong;
  private int answered;
  private long faultAt = System.nanoTime();
  private long[] nanos = new long[1 << 16];
  private int timed;

  /** Something is broken now; failures are counted by how long after it they came. */
  synchronized void fault() {
    faultAt = System.nanoTime();
  }

  /** A connection could not be made, or broke. */
  void broken() {
    broken.incrementAndGet();
  }

  synchronized void answered(String state, String version, long tookNanos) {
    answered++;
    states.merge(state, 1, Integer::sum);
    if (!version.isEmpty()) {
      versions.merge(version, 1, Integer::sum);
    }
    took(tookNanos);
  }

  /** A query came to nothing: it was refused with a 503, or something worse happened. */
  synchronized void failed(boolean refused, String why, long tookNanos) {
    failed++;
    unclear += refused ? 0 : 1;
    failures.merge(kindOf(why), 1, Integer::sum);
    failuresAfterFault.merge((System.nanoTime() - faultAt) / 1_000_000_000, 1, Integer::sum);
    took(tookNanos);
  }

  synchronized void wrong(String why) {
    wrong++;
    note(wrongs, why);
  }

  synchronized int answered() {
    return answered;
  }

  synchronized int wrong() {
    return wrong;
  }

  /** How many queries had neither an answer nor a 503. */
  synchronized int unclear() {
    return unclear;
  }

  /** How many answers a version gave. */
  synchronized int answeredBy(String version) {
    return versions.getOrDefault(version, 0);
  }

  synchronized int queries() {
    return answered + failed;
  }

  /** The share of queries that were answered with 200. */
  synchronized double availability() {
    return queries() == 0 ? 0 : (double) answered / queries();
  }

  /** Everything, in the order in which a reader wants it. */
  synchronized Map<String, Object> report() {
    long[] sorted = Arrays.copyOf(nanos, timed);
    Arrays.sort(sorted);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("queries", queries());
    report.put("answered", answered);
    report.put("availabilityPercent", Math.round(availability() * 1_000_000) / 10_000.0);
    report.put("unclear", unclear);
    report.put("wrong", wrong);
    report.put("states", Map.copyOf(states));
    report.put("versions", Map.copyOf(versions));
    report.put("connectionsBroken", broken.get());
    report.put("p50Ms", percentile(sorted, 0.5));
    report.put("p99Ms", percentile(sorted, 0.99));
    report.put("maxMs", percentile(sorted, 1));
    report.put("failures", new TreeMap<>(failures));
    report.put("failuresBySecondAfterFault", new TreeMap<>(failuresAfterFault));
    report.put("wrongs", List.copyOf(wrongs));
    return report;
  }

  private void took(long tookNanos) {
    if (timed == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * timed);
    }
    nanos[timed++] = tookNanos;
  }

  private static long percentile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1_000_000;
  }

  /** What failed, without what differs from query to query. */
  private static String kindOf(String why) {
    return shortened(
        why.replaceAll("\"instance\":\"[^\"]*\"", "")
            .replaceAll(":\\d{4,}", ":N")
            .replaceAll("within \\d+ ms", "within N ms")
            .replaceAll("partition \\d+", "partition N"));
  }

  private static String shortened(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  private static void note(List<String> examples, String example) {
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(shortened(example));
    }
  }
}

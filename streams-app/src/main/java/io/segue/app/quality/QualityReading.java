package io.segue.app.quality;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the store {@code quality} holds for a stretch of time, for some partitions or for all of
 * them. Readings of different partitions add up. Immutable.
 *
 * @param partitions the partitions that it is of
 * @param windows the sums over the windows
 * @param active the trial's side of the version that serves; null when no trial was asked for
 * @param candidate the trial's other side
 */
public record QualityReading(
    Set<Integer> partitions,
    List<Window> windows,
    @Nullable Counts active,
    @Nullable Counts candidate) {

  /**
   * What was examined for a version and a slice.
   *
   * @param version whose answers
   * @param slice which events, as {@link EventSlice#label}
   * @param counts how they fared
   * @param shown a sketch of the tracks that were recommended first; empty where it is not kept
   */
  @SuppressWarnings("ArrayRecordComponent") // goes out as JSON, is never compared
  public record Window(String version, String slice, Counts counts, byte[] shown) {}

  /**
   * Rank counts as they go from instance to instance.
   *
   * @param questions how many events
   * @param ranks at place i, how many had the track at rank i + 1
   */
  public record Counts(long questions, List<Long> ranks) {

    static Counts of(RankCounts counts) {
      return new Counts(counts.questions(), counts.ranks());
    }

    /** To calculate with. */
    public RankCounts toRankCounts() {
      return RankCounts.of(questions, ranks);
    }
  }

  /** Of nothing. */
  public static final QualityReading NOTHING = new QualityReading(Set.of(), List.of(), null, null);

  /** Both together; partitions that are in both come from this one. */
  public QualityReading plus(QualityReading other) {
    if (!Collections.disjoint(partitions, other.partitions)) {
      return this; // a partition has just moved; the next reading is whole again
    }
    Set<Integer> all = new TreeSet<>(partitions);
    all.addAll(other.partitions);
    Map<QualityKeys.Window, Window> sums = new HashMap<>();
    windows.forEach(window -> sums.merge(key(window), window, QualityReading::sum));
    other.windows.forEach(window -> sums.merge(key(window), window, QualityReading::sum));
    return new QualityReading(
        all,
        List.copyOf(sums.values()),
        sum(active, other.active),
        sum(candidate, other.candidate));
  }

  /** The counts of a version by slice, in the slices' order; slices without events are left out. */
  public Map<String, Map<EventSlice, RankCounts>> byVersion() {
    Map<String, Map<EventSlice, RankCounts>> versions = new TreeMap<>();
    for (EventSlice slice : EventSlice.values()) {
      for (Window window : windows) {
        if (window.slice().equals(slice.label())) {
          versions
              .computeIfAbsent(window.version(), v -> new TreeMap<>())
              .put(slice, window.counts().toRankCounts());
        }
      }
    }
    return versions;
  }

  /** About how many distinct tracks a version had among its first recommendations. */
  public double tracksShown(String version) {
    DistinctSketch sketch = new DistinctSketch();
    for (Window window : windows) {
      if (window.version().equals(version)) {
        sketch.merge(ByteBuffer.wrap(window.shown()));
      }
    }
    return sketch.estimate();
  }

  static Window sum(Window one, Window other) {
    DistinctSketch shown = new DistinctSketch();
    shown.merge(ByteBuffer.wrap(one.shown()));
    shown.merge(ByteBuffer.wrap(other.shown()));
    boolean kept = one.shown().length + other.shown().length > 0;
    return new Window(
        one.version(),
        one.slice(),
        Counts.of(one.counts().toRankCounts().plus(other.counts().toRankCounts())),
        kept ? shown.bytes().array() : new byte[0]);
  }

  private static QualityKeys.Window key(Window window) {
    return new QualityKeys.Window(window.version(), window.slice());
  }

  private static @Nullable Counts sum(@Nullable Counts one, @Nullable Counts other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Counts.of(one.toRankCounts().plus(other.toRankCounts()));
  }

  /** Its parts, copied where they can change. */
  public QualityReading {
    partitions = Set.copyOf(partitions);
    windows = List.copyOf(windows);
  }
}

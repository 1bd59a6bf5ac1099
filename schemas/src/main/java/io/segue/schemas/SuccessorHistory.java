package io.segue.schemas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a succession does to what is kept of a track: the one definition, for the store of the
 * streams app and for whoever replays recorded events, so that both come to the same.
 *
 * <p>Kept are the latest successions themselves rather than a sum for each successor, so that
 * whoever reads them can leave out the events that an index version was trained on, whichever
 * version that is. When there are too many, the oldest give way; when they speak of too many
 * successors, so does the one whose decayed sum is the lowest, of equal ones the one that came
 * first.
 *
 * <p>Immutable and thread-safe.
 */
public final class SuccessorHistory {

  /** How many successors of a track are kept unless told otherwise. */
  public static final int SUCCESSORS_MAX_DEFAULT = 32;

  /** How many successions of a track are kept unless told otherwise. */
  public static final int OCCURRENCES_MAX_DEFAULT = 64;

  private final int successorsMax;
  private final int occurrencesMax;
  private final double halfLifeMs;

  /** With the default bounds. */
  public SuccessorHistory(double halfLifeMs) {
    this(SUCCESSORS_MAX_DEFAULT, OCCURRENCES_MAX_DEFAULT, halfLifeMs);
  }

  /**
   * @param successorsMax how many successors of a track are kept, 1 or more
   * @param occurrencesMax how many successions of a track are kept, 1 or more
   * @param halfLifeMs after how many milliseconds a succession weighs half, above 0
   */
  public SuccessorHistory(int successorsMax, int occurrencesMax, double halfLifeMs) {
    if (successorsMax < 1 || occurrencesMax < 1 || !(halfLifeMs > 0)) {
      throw new IllegalArgumentException(
          "at least 1 successor and 1 occurrence are kept and the half-life is above 0, not %d, %d and %s"
              .formatted(successorsMax, occurrencesMax, halfLifeMs));
    }
    this.successorsMax = successorsMax;
    this.occurrencesMax = occurrencesMax;
    this.halfLifeMs = halfLifeMs;
  }

  /**
   * What is kept of a track after a succession; {@code before} stays as it was.
   *
   * @param before what was kept before, null for nothing
   */
  public TrackSuccessors apply(@Nullable TrackSuccessors before, Succession succession) {
    List<String> successors = new ArrayList<>();
    List<SuccessorOccurrence> occurrences = new ArrayList<>();
    if (before != null) {
      successors.addAll(before.getSuccessors());
      occurrences.addAll(before.getOccurrences());
    }
    int successor = successors.indexOf(succession.getSuccessor());
    if (successor < 0) {
      successor = successors.size();
      successors.add(succession.getSuccessor());
    }
    occurrences.add(
        new SuccessorOccurrence(
            successor,
            succession.getDistance(),
            succession.getPlaylist(),
            succession.getPartition(),
            succession.getOffset(),
            succession.getAt()));
    if (occurrences.size() > occurrencesMax) {
      int gone = occurrences.remove(0).getSuccessor();
      if (occurrences.stream().noneMatch(occurrence -> occurrence.getSuccessor() == gone)) {
        drop(successors, occurrences, gone);
      }
    }
    if (successors.size() > successorsMax) {
      drop(successors, occurrences, weakest(successors.size(), occurrences));
    }
    return new TrackSuccessors(
        successors, occurrences, before == null ? 0 : before.getAnnouncedAt(), false);
  }

  private int weakest(int successors, List<SuccessorOccurrence> occurrences) {
    long now = occurrences.stream().mapToLong(SuccessorOccurrence::getAt).max().orElse(0);
    double[] sums = new double[successors];
    for (SuccessorOccurrence occurrence : occurrences) {
      sums[occurrence.getSuccessor()] +=
          Math.pow(2, -(now - occurrence.getAt()) / halfLifeMs) / occurrence.getDistance();
    }
    int weakest = 0;
    for (int successor = 1; successor < successors; successor++) {
      if (sums[successor] < sums[weakest]) {
        weakest = successor;
      }
    }
    return weakest;
  }

  /** Forgets a successor; those after it move up by one. */
  private static void drop(
      List<String> successors, List<SuccessorOccurrence> occurrences, int gone) {
    successors.remove(gone);
    occurrences.removeIf(occurrence -> occurrence.getSuccessor() == gone);
    for (int i = 0; i < occurrences.size(); i++) {
      SuccessorOccurrence kept = occurrences.get(i);
      if (kept.getSuccessor() > gone) {
        occurrences.set(
            i, SuccessorOccurrence.newBuilder(kept).setSuccessor(kept.getSuccessor() - 1).build());
      }
    }
  }
}

package io.segue.trainer.online;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.examination.SliceResult;
import java.util.List;
import java.util.Map;

/**
 * How the recommendations that were made fared. Immutable.
 *
 * <p>A question is an event that added a track, with the last answer about its playlist before it,
 * if that is no older than the patience. It is the examination's question of a training, asked by
 * listeners instead of a test set, and has the same figures; but listeners see the answer, so it
 * also measures how far they follow it, and tracks further up are followed more because they are
 * further up.
 *
 * @param versions by version
 * @param sources by source of the tracks: how many were shown, and how many of those were played
 *     next
 * @param byRank at place i, how many of the questions had the track at rank i + 1
 */
public record OnlineReport(
    List<VersionResult> versions, Map<String, SourceResult> sources, List<Long> byRank) {

  /** The ks of the hit rates. */
  public static final List<Integer> KS = List.of(1, 5, 10, 20, 100);

  /** The k of the reciprocal rank. */
  public static final int K = 20;

  /** Copies the lists. */
  public OnlineReport {
    versions = List.copyOf(versions);
    byRank = List.copyOf(byRank);
  }

  /**
   * A version.
   *
   * @param version its name
   * @param candidate whether it was on trial in any of the answers
   * @param answers how many answers were logged
   * @param questions how many of them were followed by an event in time
   * @param hitRates HR@k by k, over the questions
   * @param reciprocalRank MRR@{@value OnlineReport#K}
   * @param tracksShown how many distinct tracks it recommended
   * @param nextTrack what a training's examination measures of lists, by the same names, with
   *     intervals; empty without questions
   * @param slices the questions by the length of the playlist
   */
  public record VersionResult(
      String version,
      boolean candidate,
      long answers,
      long questions,
      Map<Integer, Double> hitRates,
      double reciprocalRank,
      long tracksShown,
      Map<String, Estimate> nextTrack,
      List<SliceResult> slices) {}

  /**
   * A source.
   *
   * @param shown how many tracks of it were in answers that became questions
   * @param played how many of these were played next
   */
  public record SourceResult(long shown, long played) {}
}

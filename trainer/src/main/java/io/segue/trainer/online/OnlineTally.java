package io.segue.trainer.online;

import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.CaseTable;
import io.segue.recommender.evaluation.ListMetrics;
import io.segue.recommender.evaluation.RankedLists;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import io.segue.trainer.examination.PlaylistLengths;
import io.segue.trainer.online.OnlineReport.SourceResult;
import io.segue.trainer.online.OnlineReport.VersionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings answers and events together: first all answers, then the events of each partition in their
 * order. Keeps all answers in memory, about 100 bytes a track. Not thread-safe.
 */
final class OnlineTally {

  private static final int RANKS_MAX = 100;
  private static final int REPLICATES = 1_000;
  private static final long SEED = 1;

  /** What is counted of a version. */
  private static final class Counts {
    private boolean candidate;
    private long answers;
    private long questions;
    private double reciprocalRanks;
    private final long[] hits = new long[OnlineReport.KS.size()];
    private final Set<String> shown = new HashSet<>();
    private final List<int[]> lists = new ArrayList<>();
    private final List<int[]> right = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
  }

  private final LastAnswers<ServedRecommendations> answers;
  private final Map<String, Counts> versions =
      new TreeMap<>(
          Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  private final Map<String, SourceResult> sources = new TreeMap<>();
  private final long[] byRank = new long[RANKS_MAX];
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param patience how old an answer may be when the event comes that it is asked about
   */
  OnlineTally(Duration patience) {
    answers = new LastAnswers<>(patience);
  }

  /** An answer was given; those of a playlist in any order. */
  void answered(ServedRecommendations answer) {
    answers.put(answer.getPlaylistId(), answer.getServedAt(), answer);
    Counts counts = versions.computeIfAbsent(answer.getVersion(), v -> new Counts());
    counts.answers++;
    counts.candidate |= answer.getCandidate();
    answer.getTracks().forEach(track -> counts.shown.add(track.getTrackId()));
  }

  /**
   * A track was added to a playlist.
   *
   * @param at when the event was written
   */
  void played(String playlistId, String trackId, Instant at) {
    ServedRecommendations last = answers.take(playlistId, at);
    if (last != null) {
      count(last, trackId);
    }
  }

  private void count(ServedRecommendations answer, String trackId) {
    Counts counts = versions.computeIfAbsent(answer.getVersion(), v -> new Counts());
    counts.questions++;
    counts.lists.add(
        answer.getTracks().stream().mapToInt(track -> number(track.getTrackId())).toArray());
    counts.right.add(new int[] {number(trackId)});
    counts.lengths.add(answer.getTrackCount());
    int rank = 0;
    for (int place = 0; place < answer.getTracks().size(); place++) {
      ServedTrack track = answer.getTracks().get(place);
      boolean played = rank == 0 && track.getTrackId().equals(trackId);
      if (played) {
        rank = place + 1;
      }
      sources.merge(
          track.getSource(),
          new SourceResult(1, played ? 1 : 0),
          (a, b) -> new SourceResult(a.shown() + b.shown(), a.played() + b.played()));
    }
    if (rank == 0) {
      return;
    }
    if (rank <= RANKS_MAX) {
      byRank[rank - 1]++;
    }
    if (rank <= OnlineReport.K) {
      counts.reciprocalRanks += 1.0 / rank;
    }
    for (int i = 0; i < OnlineReport.KS.size(); i++) {
      counts.hits[i] += rank <= OnlineReport.KS.get(i) ? 1 : 0;
    }
  }

  private int number(String trackId) {
    return numbers.computeIfAbsent(trackId, id -> numbers.size());
  }

  /** What it came to. */
  OnlineReport report() throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap(REPLICATES, SEED, Runtime.getRuntime().availableProcessors());
    List<VersionResult> results = new ArrayList<>();
    for (Map.Entry<String, Counts> entry : versions.entrySet()) {
      Counts counts = entry.getValue();
      double questions = Math.max(1, counts.questions);
      Map<Integer, Double> hitRates = new LinkedHashMap<>();
      for (int i = 0; i < OnlineReport.KS.size(); i++) {
        hitRates.put(OnlineReport.KS.get(i), counts.hits[i] / questions);
      }
      results.add(
          new VersionResult(
              entry.getKey(),
              counts.candidate,
              counts.answers,
              counts.questions,
              hitRates,
              counts.reciprocalRanks / questions,
              counts.shown.size(),
              counts.questions == 0 ? Map.of() : table(counts).estimates(bootstrap),
              PlaylistLengths.results(table(counts), counts.lengths::get, bootstrap)));
    }
    List<Long> ranks = new ArrayList<>();
    for (long count : byRank) {
      ranks.add(count);
    }
    while (!ranks.isEmpty() && ranks.get(ranks.size() - 1) == 0) {
      ranks.remove(ranks.size() - 1);
    }
    return new OnlineReport(results, sources, ranks);
  }

  private static CaseTable table(Counts counts) {
    return ListMetrics.of(
        new RankedLists(counts.lists.toArray(new int[0][]), counts.right.toArray(new int[0][])));
  }
}

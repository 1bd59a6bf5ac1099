package io.segue.recommender.behaviour;

import io.segue.recommender.Recommender;
import io.segue.recommender.evaluation.RankedLists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * How much of an answer stays when the playlist changes a little: the tracks that both lists have
 * among their first k, as a share of all that either has (Jaccard), 0 to 1.
 */
public final class Stability {

  /** Among how many of the latest tracks, the last one not counted, one is taken away. */
  private static final int LATEST = 4;

  private Stability() {}

  /** When the playlist's tracks come in another order. */
  public static double[] whenShuffled(
      Recommender recommender, List<Question> questions, int k, long seed, int threads)
      throws InterruptedException {
    return overlaps(
        recommender,
        questions,
        questions.stream().map(question -> shuffled(question, seed)).toList(),
        k,
        threads);
  }

  /** When one track of the playlist, but not the last one, was never there. */
  public static double[] whenOneIsMissing(
      Recommender recommender, List<Question> questions, int k, long seed, int threads)
      throws InterruptedException {
    List<Question> longer =
        questions.stream().filter(question -> question.tracks().size() > 1).toList();
    return overlaps(
        recommender,
        longer,
        longer.stream().map(question -> withoutOne(question, seed)).toList(),
        k,
        threads);
  }

  private static Question shuffled(Question question, long seed) {
    List<String> tracks = new ArrayList<>(question.tracks());
    Collections.shuffle(tracks, new Random(seed + tracks.hashCode()));
    return question.withTracks(tracks);
  }

  private static Question withoutOne(Question question, long seed) {
    List<String> tracks = new ArrayList<>(question.tracks());
    // Among the latest ones: a track that no query looks at would leave every answer as it was.
    int latest = Math.min(tracks.size() - 1, LATEST);
    int fromEnd = 2 + new Random(seed + tracks.hashCode()).nextInt(latest);
    tracks.remove(tracks.size() - fromEnd);
    return question.withTracks(tracks);
  }

  private static double[] overlaps(
      Recommender recommender, List<Question> before, List<Question> after, int k, int threads)
      throws InterruptedException {
    RankedLists first = Interview.ask(recommender, before, k, threads);
    RankedLists second = Interview.ask(recommender, after, k, threads);
    double[] overlaps = new double[first.cases()];
    for (int row = 0; row < overlaps.length; row++) {
      overlaps[row] = jaccard(first.lists()[row], second.lists()[row]);
    }
    return overlaps;
  }

  private static double jaccard(int[] a, int[] b) {
    Set<Integer> union = new HashSet<>();
    for (int track : a) {
      union.add(track);
    }
    int common = 0;
    for (int track : b) {
      common += union.add(track) ? 0 : 1;
    }
    return union.isEmpty() ? 1 : (double) common / union.size();
  }
}

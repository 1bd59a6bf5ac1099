package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The candidates for one answer as they come together, best first. Not thread-safe. */
final class CandidateList {

  private final Admission admission;
  private final IntPredicate eligible;
  private final int wanted;
  private int[] tracks = new int[32];
  private double[] scores = new double[32];
  private Source[] sources = new Source[32];
  private Basis[] bases = new Basis[32];
  private int size;

  /**
   * An empty list.
   *
   * @param eligible what else must hold for a track
   * @param wanted how many candidates are wanted
   */
  CandidateList(Admission admission, IntPredicate eligible, int wanted) {
    this.admission = admission;
    this.eligible = eligible;
    this.wanted = wanted;
  }

  int size() {
    return size;
  }

  int missing() {
    return wanted - size;
  }

  boolean admits(int track) {
    return eligible.test(track) && admission.admits(track);
  }

  /** Adds a track if it is admitted and there is room. */
  void offer(int track, double score, Source source, Basis basis) {
    if (missing() <= 0 || !admits(track)) {
      return;
    }
    if (size == tracks.length) {
      tracks = Arrays.copyOf(tracks, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
      sources = Arrays.copyOf(sources, 2 * size);
      bases = Arrays.copyOf(bases, 2 * size);
    }
    admission.take(track);
    tracks[size] = track;
    scores[size] = score;
    sources[size] = source;
    bases[size++] = basis;
  }

  /** The tracks in a new array. */
  int[] tracks() {
    return Arrays.copyOf(tracks, size);
  }

  Candidate get(int place) {
    return new Candidate(tracks[place], scores[place], sources[place], bases[place]);
  }
}

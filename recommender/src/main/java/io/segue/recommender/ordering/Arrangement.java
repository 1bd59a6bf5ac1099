package io.segue.recommender.ordering;

import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Puts candidates in an order that heeds diversity and spaces artists, greedily: one place after
 * the other gets the candidate that is best there.
 *
 * <p>Best is the greatest of {@code (1 - diversity) * relevance - diversity * likeness}: relevance
 * falls from 1 at the first candidate towards 0 at the last, by place and not by score, because
 * scores of different sources do not compare; likeness is the greatest cosine, if above 0, with a
 * track that has a place already. Tracks without a vector are like none.
 */
public final class Arrangement {

  /** How many times as many candidates as places there should be for a choice to be had. */
  public static final int CANDIDATES_PER_PLACE = 3;

  private static final int NO_ARTIST = -1;

  private final int[] candidates;
  private final Ordering ordering;
  private final VectorTable vectors;
  private final IntUnaryOperator artistOf;
  private final double[] likeness;
  private final boolean[] placed;
  private final int[] order;
  private int size;

  private Arrangement(
      int[] candidates,
      int places,
      Ordering ordering,
      VectorTable vectors,
      IntUnaryOperator artistOf) {
    this.candidates = candidates;
    this.ordering = ordering;
    this.vectors = vectors;
    this.artistOf = artistOf;
    this.likeness = new double[candidates.length];
    this.placed = new boolean[candidates.length];
    this.order = new int[Math.min(places, candidates.length)];
  }

  /**
   * Arranges.
   *
   * @param candidates tracks, the most relevant first
   * @param places how many are wanted
   * @param vectors of length 1; tracks from {@code vectors.rows()} on have none
   * @param artistOf tells the artist of a track, -1 where not known
   * @return which candidates come first, second and so on, as indices of {@code candidates}
   */
  public static int[] of(
      int[] candidates,
      int places,
      Ordering ordering,
      VectorTable vectors,
      IntUnaryOperator artistOf) {
    if (!ordering.rearranges()) {
      int[] asTheyAre = new int[Math.min(places, candidates.length)];
      Arrays.setAll(asTheyAre, place -> place);
      return asTheyAre;
    }
    return new Arrangement(candidates, places, ordering, vectors, artistOf).arranged();
  }

  private int[] arranged() {
    while (size < order.length) {
      int next = best(true);
      place(next < 0 ? best(false) : next);
    }
    return order;
  }

  /** The best candidate for the next place, or -1 if there is none that is spaced. */
  private int best(boolean spaced) {
    int best = -1;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates.length; i++) {
      if (placed[i] || (spaced && isTooSoon(artistOf.applyAsInt(candidates[i])))) {
        continue;
      }
      double relevance = 1 - (double) i / candidates.length;
      double value = (1 - ordering.diversity()) * relevance - ordering.diversity() * likeness[i];
      if (value > bestValue) {
        best = i;
        bestValue = value;
      }
    }
    return best;
  }

  private boolean isTooSoon(int artist) {
    int from = Math.max(0, size - ordering.artistSpacing());
    for (int place = from; place < size && artist != NO_ARTIST; place++) {
      if (artistOf.applyAsInt(candidates[order[place]]) == artist) {
        return true;
      }
    }
    return false;
  }

  private void place(int chosen) {
    placed[chosen] = true;
    order[size++] = chosen;
    int track = candidates[chosen];
    if (ordering.diversity() == 0 || track >= vectors.rows()) {
      return;
    }
    for (int i = 0; i < candidates.length; i++) {
      if (!placed[i] && candidates[i] < vectors.rows()) {
        likeness[i] = Math.max(likeness[i], vectors.dot(candidates[i], track));
      }
    }
  }
}

package io.segue.recommender.behaviour;

import io.segue.recommender.Model;
import io.segue.recommender.vectors.VectorMath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a list favours; all look at its first k tracks. */
public final class Leanings {

  private Leanings() {}

  /**
   * The share of tracks that were played at least so often, 0 to 1; 0 for an empty list.
   *
   * @param headCount how often the head's tracks were played at least
   */
  public static double headShare(Model model, int[] list, int k, int headCount) {
    int places = Math.min(k, list.length);
    int head = 0;
    for (int i = 0; i < places; i++) {
      head += list[i] >= 0 && model.counts()[list[i]] >= headCount ? 1 : 0;
    }
    return places == 0 ? 0 : (double) head / places;
  }

  /** The share of the artist with the most tracks among those whose artist is known, 0 to 1. */
  public static double topArtistShare(Model model, int[] list, int k) {
    Map<Integer, Integer> tracksOf = new HashMap<>();
    int known = 0;
    for (int i = 0; i < Math.min(k, list.length); i++) {
      int artist = list[i] < 0 ? -1 : model.artistOf()[list[i]];
      if (artist >= 0) {
        known++;
        tracksOf.merge(artist, 1, Integer::sum);
      }
    }
    return known == 0
        ? 0
        : tracksOf.values().stream().mapToInt(Integer::intValue).max().orElse(0) / (double) known;
  }

  /**
   * How different a list's tracks are from each other: the mean of 1 - cosine over all pairs with
   * vectors (intra-list diversity); 0 when there is no pair.
   */
  public static double diversity(Model model, int[] list, int k) {
    float[] sum = new float[model.vectors().stride()];
    int count = 0;
    for (int track : Arrays.copyOf(list, Math.min(k, list.length))) {
      if (model.hasVector(track)) {
        VectorMath.addScaled(
            sum, 0, model.vectors().values(), model.vectors().offset(track), 1, sum.length);
        count++;
      }
    }
    // |v1 + … + vn|² is n, for vectors of length 1, and twice the cosines of all pairs.
    double cosines = VectorMath.dot(sum, 0, sum, 0, sum.length) - count;
    return count < 2 ? 0 : 1 - cosines / ((double) count * (count - 1));
  }
}

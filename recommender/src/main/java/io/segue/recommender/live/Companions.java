package io.segue.recommender.live;

import io.segue.recommender.vectors.VectorMath;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tracks that a fresh track was heard with, and how near. Working memory of one thread. */
final class Companions {

  private final Map<Integer, Float> weights = new HashMap<>();
  private final Set<Integer> playlists = new HashSet<>();

  /**
   * Adds an occurrence.
   *
   * @param distance negative when it was not wanted
   */
  void add(int track, int distance, int playlist) {
    weights.merge(track, 1f / distance, Float::sum);
    if (distance > 0) {
      playlists.add(playlist);
    }
  }

  int playlists() {
    return playlists.size();
  }

  /** Those below a number that count the most. */
  int[] nearest(int sizeMax, int below) {
    return weights.entrySet().stream()
        .filter(entry -> entry.getKey() < below && entry.getValue() > 0)
        .sorted(
            Comparator.comparingDouble((Map.Entry<Integer, Float> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(sizeMax)
        .mapToInt(Map.Entry::getKey)
        .toArray();
  }

  /** The mean of their vectors and the artist's, of length 1; null when there is none. */
  float @Nullable [] vector(LatentSpace space, int artist, double artistPrior) {
    int stride = space.vectors().stride();
    float[] sum = new float[stride];
    boolean any = false;
    for (Map.Entry<Integer, Float> entry : new TreeMap<>(weights).entrySet()) {
      if (entry.getKey() < space.vectors().rows() && entry.getValue() > 0) {
        int row = space.vectors().offset(entry.getKey());
        VectorMath.addScaled(sum, 0, space.vectors().values(), row, entry.getValue(), stride);
        any = true;
      }
    }
    float[] prior = artist < 0 || artistPrior == 0 ? null : space.artistVectors().of(artist);
    if (prior != null) {
      VectorMath.normalise(prior, 0, stride);
      VectorMath.addScaled(sum, 0, prior, 0, (float) artistPrior, stride);
      any = true;
    }
    VectorMath.normalise(sum, 0, stride);
    return any ? sum : null;
  }
}

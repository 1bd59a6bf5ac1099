package io.segue.recommender.live;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What followed one track, in a model's numbers: those that were wanted first. Immutable by
 * agreement.
 *
 * @param others the track that followed, for each occurrence
 * @param distances how many tracks later, from 1; negative when it was not wanted
 * @param playlists tells playlists apart
 * @param times when, in milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record Successors(int[] others, int[] distances, int[] playlists, long[] times) {

  static final Successors NONE = new Successors(new int[0], new int[0], new int[0], new long[0]);

  /** In numbers; what has none is left out. */
  static Successors of(List<LiveOccurrence> occurrences, ToIntFunction<String> numbers) {
    LiveOccurrence[] ordered = occurrences.toArray(new LiveOccurrence[0]);
    Arrays.sort(ordered, Comparator.comparing(occurrence -> occurrence.distance() < 0));
    int[] others = new int[ordered.length];
    int size = 0;
    for (LiveOccurrence occurrence : ordered) {
      int number = numbers.applyAsInt(occurrence.successor());
      if (number >= 0) {
        others[size] = number;
        ordered[size++] = occurrence;
      }
    }
    int[] distances = new int[size];
    int[] playlists = new int[size];
    long[] times = new long[size];
    for (int i = 0; i < size; i++) {
      distances[i] = ordered[i].distance();
      playlists[i] = ordered[i].playlist();
      times[i] = ordered[i].atMs();
    }
    return new Successors(Arrays.copyOf(others, size), distances, playlists, times);
  }

  int size() {
    return others.length;
  }

  /** How many times something followed right after. */
  int followed() {
    int followed = 0;
    for (int distance : distances) {
      if (distance == 1) {
        followed++;
      }
    }
    return followed;
  }
}

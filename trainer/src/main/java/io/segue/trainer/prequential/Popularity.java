package io.segue.trainer.prequential;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The most popular tracks that a playlist does not have, the same for everybody. Immutable. */
final class Popularity implements Arm.Answers {

  private final List<String> tracks;

  /** By what some playlists hold. */
  Popularity(Recorded recorded) {
    int[] counts = recorded.counts();
    tracks =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer track) -> -counts[track]))
            .map(recorded.dataset().tracks()::id)
            .toList();
  }

  @Override
  public List<String> next(List<String> playlist, int k) {
    Set<String> own = new HashSet<>(playlist);
    return tracks.stream().filter(track -> !own.contains(track)).limit(k).toList();
  }
}

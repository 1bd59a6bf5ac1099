package io.segue.recommender;

import java.util.List;

/**
 * Why a track is recommended.
 *
 * @param tracks what of the playlist, or of the request's context, speaks for it, the most first:
 *     how much worse it would stand without that track, as shares that add up to 1; empty when it
 *     does not depend on any track
 * @param sources who proposed it, the most important first: what each contributed to its being
 *     among the candidates, as shares that add up to 1
 */
public record Because(List<Share> tracks, List<Share> sources) {

  /** Copies the lists. */
  public Because {
    tracks = List.copyOf(tracks);
    sources = List.copyOf(sources);
  }

  /**
   * A part of the reason.
   *
   * @param name a track's id, or a source's name
   * @param share above 0, at most 1
   */
  public record Share(String name, double share) {}
}

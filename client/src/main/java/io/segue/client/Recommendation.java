package io.segue.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A track that should play next, or that is like another.
 *
 * @param rank from 1
 * @param title null where Segue does not know it
 * @param artist null where Segue does not know it
 * @param score compares within one source of one answer only
 * @param source where it comes from: {@code ranked}, {@code retrieved}, {@code neighbours}, {@code
 *     artist}, {@code popularity}, {@code fresh}; later versions of Segue may know others
 * @param because why it is there; null unless {@link Options#explain} was asked for
 */
public record Recommendation(
    int rank,
    String trackId,
    @Nullable String title,
    @Nullable String artist,
    double score,
    String source,
    @Nullable Because because) {

  /**
   * Why a track is recommended. The shares of each list add up to 1; there may be no tracks.
   *
   * @param tracks of the playlist or the context, that speak for it
   * @param sources that proposed it
   */
  public record Because(List<TrackShare> tracks, List<SourceShare> sources) {}

  /** A track's part in it, 0 to 1. */
  public record TrackShare(
      String trackId, @Nullable String title, @Nullable String artist, double share) {}

  /** A source's part in it, 0 to 1. */
  public record SourceShare(String source, double share) {}
}

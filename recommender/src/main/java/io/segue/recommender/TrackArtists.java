package io.segue.recommender;

import org.jspecify.annotations.Nullable;

/** Names the artists of tracks that a model does not know. Implementations are thread-safe. */
@FunctionalInterface
public interface TrackArtists {

  /** Knows none. */
  TrackArtists NONE = trackId -> null;

  /** The artist of a track, or null when it is not known. */
  @Nullable String artistOf(String trackId);
}

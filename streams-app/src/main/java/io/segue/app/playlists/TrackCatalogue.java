package io.segue.app.playlists;

import io.segue.recommender.TrackArtists;
import io.segue.schemas.Track;
import org.jspecify.annotations.Nullable;

/** What tracks are called. Thread-safe. */
public interface TrackCatalogue extends TrackArtists {

  /**
   * The track's metadata; null when there is none or, while the process starts or stops, when it
   * cannot be read. An answer without titles is better than none.
   */
  @Nullable Track find(String trackId);

  @Override
  default @Nullable String artistOf(String trackId) {
    Track track = find(trackId);
    return track == null || track.getArtist().isEmpty() ? null : track.getArtist();
  }
}

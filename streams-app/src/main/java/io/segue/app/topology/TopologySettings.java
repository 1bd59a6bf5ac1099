package io.segue.app.topology;

import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistHistory;
import java.util.Map;

/**
 * What {@link PlaylistTopology} needs to know.
 *
 * @param playlistTracksMax how many tracks a playlist keeps, at least 1; the oldest give way
 * @param serdes reads the values of the topics
 */
public record TopologySettings(int playlistTracksMax, AvroSerdes serdes) {

  /** Checks the bound. */
  public TopologySettings {
    if (playlistTracksMax < 1) {
      throw new IllegalArgumentException(
          "a playlist must be allowed at least 1 track, not " + playlistTracksMax);
    }
  }

  /** The defaults: playlists of 1,000 tracks, no schema registry. */
  public static TopologySettings defaults() {
    return new TopologySettings(PlaylistHistory.TRACKS_MAX_DEFAULT, AvroSerdes.from(Map.of()));
  }
}

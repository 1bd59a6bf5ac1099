package io.segue.app.topology;

import io.segue.app.rules.LearningSettings;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistHistory;
import java.util.Map;

/**
 * What {@link PlaylistTopology} needs to know.
 *
 * @param playlistTracksMax how many tracks a playlist keeps, at least 1; the oldest give way
 * @param serdes reads and writes the values of the topics
 * @param learning what is learnt from the events
 */
public record TopologySettings(
    int playlistTracksMax, AvroSerdes serdes, LearningSettings learning) {

  /** Checks the bound. */
  public TopologySettings {
    if (playlistTracksMax < 1) {
      throw new IllegalArgumentException(
          "a playlist must be allowed at least 1 track, not " + playlistTracksMax);
    }
  }

  /** The defaults: playlists of 1,000 tracks, no schema registry, learning. */
  public static TopologySettings defaults() {
    return new TopologySettings(
        PlaylistHistory.TRACKS_MAX_DEFAULT, AvroSerdes.from(Map.of()), LearningSettings.defaults());
  }
}

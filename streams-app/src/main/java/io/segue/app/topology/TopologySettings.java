package io.segue.app.topology;

import io.segue.app.rules.LearningSettings;
import io.segue.schemas.AvroSerdes;

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
}

package io.segue.trainer.card;

import io.segue.trainer.dataset.Intake;
import java.util.List;

/**
 * What the data looks like.
 *
 * @param intake what was read, and what of it could not be used
 * @param playlists how many playlists were used
 * @param entries how many entries they have
 * @param tracks how many different tracks they have
 * @param artists how many different artists those have
 * @param tracksWithArtist how many of the tracks have a known artist
 * @param lengths how many playlists have so many tracks
 * @param popularity how many tracks occur so often
 * @param concentration which share of all entries the most popular share of tracks makes up
 */
public record DataProfile(
    Intake intake,
    int playlists,
    long entries,
    int tracks,
    int artists,
    int tracksWithArtist,
    List<Bar> lengths,
    List<Bar> popularity,
    List<Share> concentration) {

  /**
   * A point of the concentration curve.
   *
   * @param label for example "the most popular 1 %"
   * @param share of all entries, 0 to 1
   */
  public record Share(String label, double share) {}

  /** Copies the lists. */
  public DataProfile {
    lengths = List.copyOf(lengths);
    popularity = List.copyOf(popularity);
    concentration = List.copyOf(concentration);
  }
}

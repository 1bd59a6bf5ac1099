package io.segue.recommender.retrieval;

import java.util.List;

/**
 * The most popular tracks of the artists of the playlist's latest tracks, for music that nobody
 * heard together with it yet. One column: the artist's weight, which is the sum over the playlist's
 * tracks by the artist of a decay by age, divided by the square root of the track's rank among the
 * artist's.
 */
public final class SameArtist implements CandidateSource {

  private static final int ARTISTS_MAX = 10;

  private final ArtistTracks artists;
  private final int tracksMax;
  private final ArtistWeights weights;

  /**
   * A source; made once a thread.
   *
   * @param tracksMax how many tracks of one artist are proposed
   */
  public SameArtist(ArtistTracks artists, int tracksMax) {
    this.artists = artists;
    this.tracksMax = tracksMax;
    this.weights = new ArtistWeights(artists);
  }

  @Override
  public List<String> columns() {
    return List.of("same-artist");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    weights.read(query);
    int last = Math.min(weights.size(), ARTISTS_MAX);
    for (int i = 0; i < last; i++) {
      int artist = weights.artist(i);
      int count = Math.min(tracksMax, artists.count(artist));
      for (int rank = 0; rank < count; rank++) {
        int slot = table.slot(artists.track(artist, rank));
        table.set(firstColumn, slot, weights.recency(i) / (float) Math.sqrt(rank + 1));
      }
    }
  }
}

package io.segue.recommender.retrieval;

import java.util.List;

/**
 * How much a playlist is about the candidates' artists: the sum over the playlist's tracks by the
 * artist of a decay by age, and the share of the playlist's tracks that are the artist's.
 */
public final class ArtistScorer implements CandidateScorer {

  private final ArtistTracks artists;
  private final ArtistWeights weights;

  /** A scorer; made once a thread. */
  public ArtistScorer(ArtistTracks artists) {
    this.artists = artists;
    this.weights = new ArtistWeights(artists);
  }

  @Override
  public List<String> columns() {
    return List.of("artist", "artist-part");
  }

  @Override
  public void score(Query query, CandidateTable table, int[] slots, int size, int firstColumn) {
    weights.read(query);
    for (int i = 0; i < size; i++) {
      int slot = slots[i];
      int number = weights.find(artists.artistOf(table.track(slot), query.live()));
      if (number != IntSlots.NONE) {
        table.set(firstColumn, slot, weights.recency(number));
        table.set(firstColumn + 1, slot, (float) weights.count(number) / query.size());
      }
    }
  }
}

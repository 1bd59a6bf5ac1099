package io.segue.recommender.retrieval;

import io.segue.recommender.sessions.SessionIndex;
import java.util.List;

/**
 * The most popular tracks, whatever the playlist. One column: how often a track occurs, relative to
 * the most popular one.
 */
public final class PopularTracks implements CandidateSource {

  private final int[] tracks;
  private final float[] scores;

  /** A source that proposes so many tracks; made once a thread. */
  public PopularTracks(SessionIndex index, int tracksMax) {
    this.tracks = index.mostFrequent(tracksMax);
    this.scores = new float[tracks.length];
    for (int i = 0; i < tracks.length; i++) {
      scores[i] = (float) index.count(tracks[i]) / Math.max(1, index.count(tracks[0]));
    }
  }

  @Override
  public List<String> columns() {
    return List.of("popular");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    for (int i = 0; i < tracks.length; i++) {
      table.set(firstColumn, table.slot(tracks[i]), scores[i]);
    }
  }
}

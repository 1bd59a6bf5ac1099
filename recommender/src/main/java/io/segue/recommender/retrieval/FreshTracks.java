package io.segue.recommender.retrieval;

import java.util.List;

/**
 * Tracks that the model does not know and that lie near the playlist. It has no column of its own:
 * it makes candidates of them, and the scorers say what they are worth.
 */
public final class FreshTracks implements CandidateSource {

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    for (int track : query.live().nearest(query)) {
      table.slot(track);
    }
  }
}

package io.segue.recommender.retrieval;

import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.Neighbours;
import java.util.List;

/**
 * The nearest neighbours of the query vector: the tracks that a {@link NextTrackModel} expects, and
 * that nobody may have heard together with the playlist's yet. One column: the cosine, where it is
 * above 0.
 */
public final class NearestTracks implements CandidateSource {

  private final NextTrackModel model;
  private final HnswIndex index;
  private final int tracksMax;
  private final float[] h;

  /**
   * A source; made once a thread.
   *
   * @param tracksMax how many tracks are proposed
   */
  public NearestTracks(NextTrackGraph graph, int tracksMax) {
    this.model = graph.model();
    this.index = new HnswIndex(model.outputs(), graph.graph(), tracksMax);
    this.tracksMax = tracksMax;
    this.h = new float[model.inputs().stride()];
  }

  @Override
  public List<String> columns() {
    return List.of("nearest");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    if (query.size() == 0) {
      return;
    }
    model.encode(query, h);
    Neighbours nearest = index.search(h, tracksMax, row -> true);
    for (int i = 0; i < nearest.size(); i++) {
      int slot = table.slot(nearest.rows()[i]);
      table.set(firstColumn, slot, Math.max(0, nearest.scores()[i] / model.scale()));
    }
  }
}

package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/**
 * What a {@link NextTrackModel} thinks of the candidates: each one's probability among them, and
 * how like the latest track it is (the cosine of what both are expected by, if above 0).
 */
public final class NextTrackScorer implements CandidateScorer {

  private final NextTrackModel model;
  private final VectorTable directions;
  private final float[] h;

  /**
   * A scorer; made once a thread.
   *
   * @param model the trained vectors
   * @param directions the model's output vectors, normalised
   */
  public NextTrackScorer(NextTrackModel model, VectorTable directions) {
    this.model = model;
    this.directions = directions;
    this.h = new float[model.inputs().stride()];
  }

  @Override
  public List<String> columns() {
    return List.of("next-track", "next-track-like");
  }

  @Override
  public void score(Query query, CandidateTable table, int firstColumn) {
    if (query.size() == 0) {
      return;
    }
    model.encode(query, h);
    int latest = query.track(0);
    float max = Float.NEGATIVE_INFINITY;
    for (int slot = 0; slot < table.size(); slot++) {
      int track = table.track(slot);
      float score = model.score(h, track);
      max = Math.max(max, score);
      table.set(firstColumn, slot, score);
      table.set(firstColumn + 1, slot, Math.max(0, directions.dot(track, latest)));
    }
    float sum = 0;
    for (int slot = 0; slot < table.size(); slot++) {
      float odds = (float) Math.exp(table.score(firstColumn, slot) - max);
      sum += odds;
      table.set(firstColumn, slot, odds);
    }
    for (int slot = 0; slot < table.size(); slot++) {
      table.set(firstColumn, slot, table.score(firstColumn, slot) / sum);
    }
  }
}

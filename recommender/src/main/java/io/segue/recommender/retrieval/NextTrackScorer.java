package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/**
 * What a {@link NextTrackModel} thinks of the candidates: each one's probability among them, and
 * how like the latest track it is (the cosine of what both are expected by, if above 0).
 *
 * <p>A track that the model does not have is folded in: it is expected as the tracks that it was
 * heard with are, on average, and as seldom as the rarest track of the model. Without such tracks
 * it has the lowest score of all candidates.
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
    float max = Float.NEGATIVE_INFINITY;
    float min = Float.POSITIVE_INFINITY;
    for (int slot = 0; slot < table.size(); slot++) {
      int track = table.track(slot);
      float score = score(query, track);
      if (!Float.isNaN(score)) {
        max = Math.max(max, score);
        min = Math.min(min, score);
      }
      table.set(firstColumn, slot, score);
      table.set(firstColumn + 1, slot, Math.max(0, likeness(query, track)));
    }
    if (max < min) {
      max = 0;
      min = 0;
    }
    for (int slot = 0; slot < table.size(); slot++) {
      if (Float.isNaN(table.score(firstColumn, slot))) {
        table.set(firstColumn, slot, min);
      }
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

  /** How well a track follows the playlist, on the model's scale; not a number if nobody knows. */
  private float score(Query query, int track) {
    int rows = model.inputs().rows();
    if (track < rows) {
      return model.score(h, track);
    }
    int[] companions = query.live().companions(track);
    float sum = 0;
    for (int companion : companions) {
      sum += model.outputs().dot(companion, h);
    }
    return companions.length == 0 ? Float.NaN : sum / companions.length + model.bias()[rows - 1];
  }

  /** The cosine with the latest track; fresh ones are where their companions are, on average. */
  private float likeness(Query query, int track) {
    int rows = model.inputs().rows();
    int latest = query.track(0);
    if (latest >= rows) {
      return 0;
    }
    if (track < rows) {
      return directions.dot(track, latest);
    }
    int[] companions = query.live().companions(track);
    float sum = 0;
    for (int companion : companions) {
      sum += directions.dot(companion, latest);
    }
    return companions.length == 0 ? 0 : sum / companions.length;
  }
}

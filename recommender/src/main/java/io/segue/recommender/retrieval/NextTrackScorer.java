package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.Directions;
import io.segue.recommender.vectors.Exponentials;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/**
 * What a {@link NextTrackModel} thinks of the candidates: each one's probability among them, and
 * how like the latest track it is (the cosine of what both are expected by, if above 0).
 */
public final class NextTrackScorer implements CandidateScorer {

  private final NextTrackModel model;
  private final Directions directions;
  private final float[] h;
  private final float[] latest;
  private int[] offsets = new int[1 << 11];
  private float[] scales = new float[1 << 11];

  /**
   * A scorer; made once a thread.
   *
   * @param model the trained vectors
   * @param directions those of the model's output vectors
   */
  public NextTrackScorer(NextTrackModel model, Directions directions) {
    this.model = model;
    this.directions = directions;
    this.h = new float[model.inputs().stride()];
    this.latest = new float[model.inputs().stride()];
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
    directions.copy(query.track(0), latest);
    int size = table.size();
    float[] odds = table.column(firstColumn);
    float[] likeness = table.column(firstColumn + 1);
    multiply(table, odds, likeness);
    float[] bias = model.bias();
    int[] tracks = table.tracks();
    for (int slot = 0; slot < size; slot++) {
      odds[slot] += bias[tracks[slot]];
    }
    Exponentials.ofDifferences(odds, size, VectorMath.max(odds, size));
    for (int slot = 0; slot < size; slot++) {
      likeness[slot] = Math.max(0, likeness[slot]);
    }
    float sum = 0;
    for (int slot = 0; slot < size; slot++) {
      sum += odds[slot];
    }
    for (int slot = 0; slot < size; slot++) {
      odds[slot] /= sum;
    }
  }

  /** Reads each candidate's vector once, for both products. */
  private void multiply(CandidateTable table, float[] scores, float[] likeness) {
    VectorTable outputs = model.outputs();
    int size = table.size();
    if (offsets.length < size) {
      offsets = new int[2 * size];
      scales = new float[2 * size];
    }
    for (int slot = 0; slot < size; slot++) {
      int track = table.track(slot);
      offsets[slot] = outputs.offset(track);
      scales[slot] = directions.scale(track);
    }
    int slot = 0;
    for (; slot + 2 <= size; slot += 2) {
      VectorMath.dotTwoTwice(
          outputs.values(), offsets, slot, scales, h, latest, outputs.stride(), scores, likeness);
    }
    if (slot < size) {
      int track = table.track(slot);
      scores[slot] = outputs.dot(track, h);
      directions.copy(track, h);
      likeness[slot] = VectorMath.dot(h, 0, latest, 0, h.length);
    }
  }
}

package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.Directions;
import io.segue.recommender.vectors.Exponentials;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/**
 * What a {@link NextTrackModel} thinks of candidates: each one's probability among them, and how
 * like the latest track it is (the cosine of what both are expected by, if above 0).
 */
public final class NextTrackScorer implements CandidateScorer {

  private final NextTrackModel model;
  private final Directions directions;
  private final float[] h;
  private final float[] latest;
  private int[] offsets = new int[1 << 11];
  private float[] scales = new float[1 << 11];
  private float[] odds = new float[1 << 11];
  private float[] likeness = new float[1 << 11];

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
  public void score(Query query, CandidateTable table, int[] slots, int size, int firstColumn) {
    if (query.size() == 0) {
      return;
    }
    model.encode(query, h);
    directions.copy(query.track(0), latest);
    makeRoom(size);
    multiply(table, slots, size);
    float[] bias = model.bias();
    for (int i = 0; i < size; i++) {
      odds[i] += bias[table.track(slots[i])];
    }
    Exponentials.ofDifferences(odds, size, VectorMath.max(odds, size));
    float sum = 0;
    for (int i = 0; i < size; i++) {
      sum += odds[i];
    }
    for (int i = 0; i < size; i++) {
      table.set(firstColumn, slots[i], odds[i] / sum);
      table.set(firstColumn + 1, slots[i], Math.max(0, likeness[i]));
    }
  }

  private void makeRoom(int size) {
    if (odds.length < size) {
      offsets = new int[2 * size];
      scales = new float[2 * size];
      odds = new float[2 * size];
      likeness = new float[2 * size];
    }
  }

  /** Reads each candidate's vector once, for both products. */
  private void multiply(CandidateTable table, int[] slots, int size) {
    VectorTable outputs = model.outputs();
    for (int i = 0; i < size; i++) {
      int track = table.track(slots[i]);
      offsets[i] = outputs.offset(track);
      scales[i] = directions.scale(track);
    }
    int i = 0;
    for (; i + 2 <= size; i += 2) {
      VectorMath.dotTwoTwice(
          outputs.values(), offsets, i, scales, h, latest, outputs.stride(), odds, likeness);
    }
    if (i < size) {
      int track = table.track(slots[i]);
      odds[i] = outputs.dot(track, h);
      directions.copy(track, h);
      likeness[i] = VectorMath.dot(h, 0, latest, 0, h.length);
    }
  }
}

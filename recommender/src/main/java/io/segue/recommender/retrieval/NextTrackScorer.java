package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.Directions;
import io.segue.recommender.vectors.Exponentials;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
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
  private final Directions directions;
  private final float[] h;
  private final float[] latest;
  private int[] offsets = new int[1 << 11];
  private float[] scales = new float[1 << 11];
  private int[] freshSlots = new int[64];
  private float[] freshScores = new float[64];
  private float[] freshLikeness = new float[64];
  private int freshSize;

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
    int size = table.size();
    int rows = model.inputs().rows();
    if (query.track(0) < rows) {
      directions.copy(query.track(0), latest);
    } else {
      Arrays.fill(latest, 0);
    }
    foldIn(query, table, rows);
    float[] odds = table.column(firstColumn);
    float[] likeness = table.column(firstColumn + 1);
    multiply(table, odds, likeness, rows);
    float max = Float.NEGATIVE_INFINITY;
    float min = Float.POSITIVE_INFINITY;
    for (int slot = 0; slot < size; slot++) {
      if (table.track(slot) < rows) {
        odds[slot] += model.bias()[table.track(slot)];
        max = Math.max(max, odds[slot]);
        min = Math.min(min, odds[slot]);
        likeness[slot] = Math.max(0, likeness[slot]);
      }
    }
    float lowest = min <= max ? min : 0;
    for (int i = 0; i < freshSize; i++) {
      int slot = freshSlots[i];
      odds[slot] = Float.isNaN(freshScores[i]) ? lowest : freshScores[i];
      likeness[slot] = Math.max(0, freshLikeness[i]);
      max = Math.max(max, odds[slot]);
    }
    Exponentials.ofDifferences(odds, size, max);
    float sum = 0;
    for (int slot = 0; slot < size; slot++) {
      sum += odds[slot];
    }
    for (int slot = 0; slot < size; slot++) {
      odds[slot] /= sum;
    }
  }

  /** Reads each candidate's vector once, for both products. */
  private void multiply(CandidateTable table, float[] scores, float[] likeness, int rows) {
    VectorTable outputs = model.outputs();
    int size = table.size();
    if (offsets.length < size) {
      offsets = new int[2 * size];
      scales = new float[2 * size];
    }
    for (int slot = 0; slot < size; slot++) {
      // Any row will do for those that the model does not have: they are not read.
      int track = table.track(slot) < rows ? table.track(slot) : 0;
      offsets[slot] = outputs.offset(track);
      scales[slot] = directions.scale(track);
    }
    int slot = 0;
    for (; slot + 2 <= size; slot += 2) {
      VectorMath.dotTwoTwice(
          outputs.values(), offsets, slot, scales, h, latest, outputs.stride(), scores, likeness);
    }
    if (slot < size) {
      int track = table.track(slot) < rows ? table.track(slot) : 0;
      scores[slot] = outputs.dot(track, h);
      directions.copy(track, h);
      likeness[slot] = VectorMath.dot(h, 0, latest, 0, h.length);
    }
  }

  /**
   * Finds out about the candidates that the model does not have: how well each follows the
   * playlist, on the model's scale and not a number if nobody knows, and how like the latest track
   * it is.
   */
  private void foldIn(Query query, CandidateTable table, int rows) {
    freshSize = 0;
    for (int slot = 0; slot < table.size(); slot++) {
      if (table.track(slot) >= rows) {
        if (freshSize == freshSlots.length) {
          freshSlots = Arrays.copyOf(freshSlots, 2 * freshSize);
          freshScores = Arrays.copyOf(freshScores, 2 * freshSize);
          freshLikeness = Arrays.copyOf(freshLikeness, 2 * freshSize);
        }
        int[] companions = query.live().companions(table.track(slot));
        float score = 0;
        float like = 0;
        for (int companion : companions) {
          score += model.outputs().dot(companion, h);
          like += directions.scale(companion) * model.outputs().dot(companion, latest);
        }
        boolean known = companions.length > 0;
        freshSlots[freshSize] = slot;
        freshScores[freshSize] =
            known ? score / companions.length + model.bias()[rows - 1] : Float.NaN;
        freshLikeness[freshSize++] = known ? like / companions.length : 0;
      }
    }
  }
}

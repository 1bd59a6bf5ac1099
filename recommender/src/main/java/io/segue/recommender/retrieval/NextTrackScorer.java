package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.Directions;
import io.segue.recommender.vectors.Exponentials;
import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link NextTrackModel} thinks of candidates: each one's probability among them, and how
 * like the latest track it is (the cosine of what both are expected by, if above 0).
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
  private final float[] direction;
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
    this.direction = new float[model.inputs().stride()];
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
    if (query.track(0) < rows()) {
      directions.copy(query.track(0), latest);
    } else {
      Arrays.fill(latest, 0);
    }
    makeRoom(size);
    if (multiply(table, slots, size) == 0) {
      float[] bias = model.bias();
      for (int i = 0; i < size; i++) {
        odds[i] += bias[table.track(slots[i])];
      }
    } else {
      addBiasAndFoldIn(query, table, slots, size);
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

  /** How many tracks the model has. */
  private int rows() {
    return model.inputs().rows();
  }

  /**
   * Reads each candidate's vector once, for both products.
   *
   * @return how many candidates the model does not have; what stands for them is of no meaning
   */
  private int multiply(CandidateTable table, int[] slots, int size) {
    VectorTable outputs = model.outputs();
    int rows = rows();
    int fresh = 0;
    for (int i = 0; i < size; i++) {
      int track = table.track(slots[i]);
      fresh += track < rows ? 0 : 1;
      track = track < rows ? track : 0;
      offsets[i] = outputs.offset(track);
      scales[i] = directions.scale(track);
    }
    int i = 0;
    for (; i + 2 <= size; i += 2) {
      VectorMath.dotTwoTwice(
          outputs.values(), offsets, i, scales, h, latest, outputs.stride(), odds, likeness);
    }
    if (i < size) {
      int track = table.track(slots[i]) < rows ? table.track(slots[i]) : 0;
      odds[i] = outputs.dot(track, h);
      directions.copy(track, direction);
      likeness[i] = VectorMath.dot(direction, 0, latest, 0, direction.length);
    }
    return fresh;
  }

  private void addBiasAndFoldIn(Query query, CandidateTable table, int[] slots, int size) {
    int rows = rows();
    float lowest = Float.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      int track = table.track(slots[i]);
      if (track < rows) {
        odds[i] += model.bias()[track];
        lowest = Math.min(lowest, odds[i]);
      }
    }
    lowest = Float.isFinite(lowest) ? lowest : 0;
    for (int i = 0; i < size; i++) {
      int track = table.track(slots[i]);
      if (track >= rows) {
        foldIn(query.live().companions(track), i, lowest);
      }
    }
  }

  /**
   * Finds out about a candidate that the model does not have.
   *
   * @param companions the tracks that it was heard with
   * @param score what it gets when there are none
   */
  private void foldIn(int[] companions, int i, float score) {
    odds[i] = score;
    likeness[i] = 0;
    if (companions.length > 0) {
      float sum = 0;
      for (int companion : companions) {
        sum += model.outputs().dot(companion, h);
        likeness[i] +=
            directions.scale(companion)
                * model.outputs().dot(companion, latest)
                / companions.length;
      }
      odds[i] = sum / companions.length + model.bias()[rows() - 1];
    }
  }
}

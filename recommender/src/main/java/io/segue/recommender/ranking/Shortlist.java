package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.Selection;
import io.segue.recommender.vectors.VectorMath;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The cheap end of the cascade: keeps the candidates that are worth describing and ranking.
 *
 * <p>A candidate's score is the weighted sum, over the table's columns, of the square root of its
 * score relative to the column's greatest. Holds working memory of one query: belongs to one thread
 * at a time.
 */
public final class Shortlist {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private final float[] weights;
  private final int[] slots;
  private int size;
  private float[] scores = new float[1 << 11];
  private final Selection selection = new Selection();

  /**
   * A shortlist.
   *
   * @param weights one for each column; columns that weigh 0 are not read
   * @param sizeMax how many candidates are kept at most
   */
  public Shortlist(float[] weights, int sizeMax) {
    this.weights = weights;
    this.slots = new int[sizeMax];
  }

  /** The weights, one for each column; not a copy. */
  float[] weights() {
    return weights;
  }

  /** How many candidates were kept. */
  public int size() {
    return size;
  }

  /** The slots of those that were kept, in no order; only the first {@link #size()} count. */
  public int[] slots() {
    return slots;
  }

  /** The score of a candidate, kept or not, by its slot. */
  public float score(int slot) {
    return scores[slot];
  }

  /** Scores all candidates and keeps the best; of equal ones, those that were proposed first. */
  public void select(CandidateTable table) {
    int candidates = table.size();
    if (scores.length < candidates) {
      scores = new float[2 * candidates];
    }
    Arrays.fill(scores, 0, candidates, 0);
    for (int column = 0; column < weights.length; column++) {
      if (weights[column] != 0) {
        addColumn(table.column(column), weights[column], candidates);
      }
    }
    size = 0;
    if (candidates <= slots.length) {
      for (int slot = 0; slot < candidates; slot++) {
        slots[size++] = slot;
      }
      return;
    }
    float threshold = selection.largest(scores, candidates, slots.length);
    for (int slot = 0; slot < candidates; slot++) {
      if (scores[slot] > threshold) {
        slots[size++] = slot;
      }
    }
    for (int slot = 0; slot < candidates && size < slots.length; slot++) {
      if (scores[slot] == threshold) {
        slots[size++] = slot;
      }
    }
  }

  private void addColumn(float[] column, float weight, int candidates) {
    float scale = scale(column, candidates);
    if (scale > 0) {
      int slot = 0;
      for (; slot < FLOATS.loopBound(candidates); slot += FLOATS.length()) {
        FloatVector.fromArray(FLOATS, column, slot)
            .mul(scale)
            .sqrt()
            .mul(weight)
            .add(FloatVector.fromArray(FLOATS, scores, slot))
            .intoArray(scores, slot);
      }
      for (; slot < candidates; slot++) {
        scores[slot] += weight * relative(column[slot], scale);
      }
    }
  }

  /** What the scores of a column are multiplied by to lie between 0 and 1. */
  public static float scale(float[] column, int candidates) {
    float max = VectorMath.max(column, candidates);
    return max > 0 ? 1 / max : 0;
  }

  /** What a column contributes to a candidate's score, before its weight: 0 to 1. */
  public static float relative(float score, float scale) {
    return (float) Math.sqrt(score * scale);
  }
}

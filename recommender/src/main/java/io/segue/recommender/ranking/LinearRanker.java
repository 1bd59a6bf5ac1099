package io.segue.recommender.ranking;

import java.util.Arrays;

/**
 * The cheap ranker: a weighted sum of the features, each standardised first.
 *
 * <p>Standardising is folded into the weights: what it adds to a score is the same for all
 * candidates of a query, and left out.
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
public record LinearRanker(float[] weights) implements Ranker {

  @Override
  public int features() {
    return weights.length;
  }

  @Override
  public void score(FeatureTable features, int rows, float[] scores) {
    Arrays.fill(scores, 0, rows, 0);
    for (int feature = 0; feature < weights.length; feature++) {
      float weight = weights[feature];
      int start = feature * features.stride();
      for (int row = 0; row < rows; row++) {
        scores[row] += weight * features.values()[start + row];
      }
    }
  }
}

package io.segue.recommender.retrieval;

import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;

/**
 * Vectors that were trained to tell the next track from a playlist's latest ones: a log-bilinear
 * model (Mnih and Hinton, ICML 2007), with one weight for each age and dimension.
 *
 * <pre>{@code
 * h        = sum over ages a of  ages[a] * inputs[track of age a]      (element by element)
 * h        = scale * h / |h|                                           (if scale is above 0)
 * score(t) = h . outputs[t] + bias[t]                                  (log-probability, up to a constant)
 * }</pre>
 *
 * <p>Inputs and outputs may be one and the same table. Such a model cannot tell what follows from
 * what came before, but it learns more of what belongs together from the same sessions, and it is
 * the better one on music. With outputs of length 1, the scale makes scores cosines, as in NISER
 * (Gupta et al. 2019), which keeps popular tracks from growing long.
 *
 * <p>Immutable by agreement: the arrays are not copied, and nobody writes to them.
 *
 * @param inputs what a track says of what comes after it
 * @param outputs what a track is expected by; as many rows and dimensions as {@code inputs}
 * @param bias one number a track
 * @param ages the weights of the latest track, of the one before it and so on; as many dimensions
 * @param scale the length that h is brought to, 0 to leave it as it is
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared on purpose, never compared
public record NextTrackModel(
    VectorTable inputs, VectorTable outputs, float[] bias, VectorTable ages, float scale) {

  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException when they do not
   */
  public NextTrackModel {
    if (inputs.rows() != outputs.rows()
        || inputs.rows() != bias.length
        || inputs.dimension() != outputs.dimension()
        || inputs.dimension() != ages.dimension()) {
      throw new IllegalArgumentException(
          "%d input vectors of dimension %d, %d output vectors of %d, %d biases and age weights of %d do not belong together"
              .formatted(
                  inputs.rows(),
                  inputs.dimension(),
                  outputs.rows(),
                  outputs.dimension(),
                  bias.length,
                  ages.dimension()));
    }
    if (!(scale >= 0) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("the scale must be 0 or greater, not " + scale);
    }
  }

  /** Whether inputs and outputs are one and the same table. */
  public boolean tied() {
    return inputs == outputs;
  }

  /** Writes the playlist's vector h into an array of {@code inputs().stride()} floats. */
  public void encode(Query query, float[] h) {
    Arrays.fill(h, 0);
    int last = Math.min(query.size(), ages.rows());
    for (int age = 0; age < last; age++) {
      int track = query.track(age);
      if (track < inputs.rows()) {
        VectorMath.addProduct(
            h,
            0,
            inputs.values(),
            inputs.offset(track),
            ages.values(),
            ages.offset(age),
            inputs.stride());
      }
    }
    if (scale > 0) {
      VectorMath.normalise(h, 0, inputs.stride());
      VectorMath.scale(h, 0, scale, inputs.stride());
    }
  }

  /** How well a track follows a playlist's vector. */
  public float score(float[] h, int track) {
    return outputs.dot(track, h) + bias[track];
  }
}

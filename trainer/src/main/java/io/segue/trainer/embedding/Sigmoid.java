package io.segue.trainer.embedding;

import jdk.incubator.vector.FloatVector;

/**
 * The logistic function σ(x) = 1 / (1 + e^-x), by a rational approximation of tanh(x / 2) that is
 * off by less than 0.0005 everywhere. Beyond ±8 it stays at its values there.
 */
final class Sigmoid {

  private static final float LIMIT = 4;

  private Sigmoid() {}

  /** σ(x). */
  static float of(float x) {
    float y = Math.max(-LIMIT, Math.min(LIMIT, x * 0.5f));
    float s = y * y;
    float p = Math.fma(Math.fma(s + 378f, s, 17_325f), s, 135_135f) * y;
    float q = Math.fma(Math.fma(Math.fma(s, 28f, 3_150f), s, 62_370f), s, 135_135f);
    return Math.fma(p / q, 0.5f, 0.5f);
  }

  /** σ of each lane. */
  static FloatVector of(FloatVector x) {
    FloatVector y = x.mul(0.5f).min(LIMIT).max(-LIMIT);
    FloatVector s = y.mul(y);
    FloatVector p = broadcast(17_325f, x).add(s.add(378f).mul(s));
    p = p.fma(s, broadcast(135_135f, x)).mul(y);
    FloatVector q = s.mul(28f).add(3_150f);
    q = q.fma(s, broadcast(62_370f, x)).fma(s, broadcast(135_135f, x));
    return p.div(q).mul(0.5f).add(0.5f);
  }

  private static FloatVector broadcast(float value, FloatVector like) {
    return FloatVector.broadcast(like.species(), value);
  }
}

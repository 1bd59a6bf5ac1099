package io.segue.trainer.embedding;

/**
 * SplitMix64 (Steele, Lea and Flood 2014): a generator whose state is one number, so that a step
 * stays in registers. Not thread-safe: one for each thread.
 */
final class FastRandom {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  FastRandom(long seed) {
    state = mix(seed + GAMMA);
  }

  /** The generator of one of several threads that share a seed. */
  static FastRandom ofThread(long seed, int thread) {
    return new FastRandom(mix(seed) ^ mix((thread + 1) * GAMMA));
  }

  long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}, by multiplication: biased by less than bound / 2^32. */
  int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A number from 0 (inclusive) to 1 (exclusive), with 24 random bits. */
  float nextFloat() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

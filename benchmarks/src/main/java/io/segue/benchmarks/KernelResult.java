package io.segue.benchmarks;

/**
 * What a kernel reached.
 *
 * @param name which kernel, on what
 * @param nanos the processor time of one operation
 * @param error half of the 99.9 % interval of that, NaN when too little was measured
 * @param flops multiplications and additions of one operation, by its definition; 0 where these are
 *     not what it does
 */
record KernelResult(String name, double nanos, double error, long flops) {

  /** Multiplications and additions a second, in billions. */
  double gigaflops() {
    return flops / nanos;
  }

  /** The share of what the floating-point units could do. */
  double shareOf(KernelResult peak) {
    return gigaflops() / peak.gigaflops();
  }
}

package io.segue.app.quality;

import java.nio.ByteBuffer;

/**
 * Counts distinct things in {@value #REGISTERS} bytes, within about 2 %: HyperLogLog (Flajolet,
 * Fusy, Gandouet, Meunier 2007) with linear counting for few. The sketch of a union is the merger
 * of the sketches, so it adds up over minutes, partitions and instances. Not thread-safe.
 */
final class DistinctSketch {

  static final int REGISTERS = 2_048;

  private static final int INDEX_BITS = 11;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
  private static final double LINEAR_UP_TO = 2.5 * REGISTERS;

  private final byte[] registers = new byte[REGISTERS];

  /** Adds a thing by its hash, all of whose bits must be as good as random. */
  void add(long hash) {
    int register = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS), Long.SIZE - INDEX_BITS) + 1;
    registers[register] = (byte) Math.max(registers[register], rank);
  }

  /** Adds all of another sketch, as {@link #bytes} gave it; nothing when that is empty. */
  void merge(ByteBuffer other) {
    ByteBuffer bytes = other.duplicate();
    int length = Math.min(REGISTERS, bytes.remaining());
    for (int i = 0; i < length; i++) {
      registers[i] = (byte) Math.max(registers[i], bytes.get());
    }
  }

  /** About how many distinct things were added. */
  double estimate() {
    double sum = 0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    return raw <= LINEAR_UP_TO && empty > 0
        ? REGISTERS * Math.log((double) REGISTERS / empty)
        : raw;
  }

  /** A copy of the registers. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(registers.clone());
  }
}

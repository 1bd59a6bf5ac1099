package io.segue.app.hashing;

import java.nio.charset.StandardCharsets;

/**
 * Hashes of texts that are the same on every instance and in every process, and have nothing to do
 * with the hash by which Kafka spreads keys over partitions.
 */
public final class StableHash {

  private static final double UNIT = 0x1.0p-53;

  private StableHash() {}

  /** FNV-1a, 64 bits, over both texts. Equal texts give equal numbers, for ever. */
  public static long of(String salt, String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte letter : (salt + '\n' + text).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ letter) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * A number from 0 (inclusive) to 1 (exclusive), as good as drawn evenly: texts with different
   * salts draw independently of each other.
   */
  public static double share(String salt, String text) {
    return (mixed(salt, text) >>> 11) * UNIT;
  }

  /**
   * A hash all of whose bits are as good as random: {@link #of} behind the finaliser of
   * MurmurHash3, for FNV-1a's high bits know little of a text's last letters.
   */
  public static long mixed(String salt, String text) {
    long hash = of(salt, text);
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}

package io.segue.trainer.files;

import java.nio.charset.StandardCharsets;
import org.apache.avro.SchemaNormalization;

/**
 * Counts how often each string came, knowing strings only by their 64-bit fingerprints: 12 bytes a
 * string at a load of at most two thirds, so 2.8 million strings take 50 MB. Two of 2.8 million
 * strings share a fingerprint with a probability of 2·10⁻⁷.
 *
 * <p>Not thread-safe.
 */
public final class FingerprintCounts {

  private static final int CAPACITY_MIN = 1 << 10;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** Open addressing with linear probing; a slot is free when its count is 0. */
  private long[] fingerprints = new long[CAPACITY_MIN];

  private int[] counts = new int[CAPACITY_MIN];
  private int size;

  /** Counts the string and returns how often it had come before. */
  public int countedBefore(String string) {
    long fingerprint = SchemaNormalization.fingerprint64(string.getBytes(StandardCharsets.UTF_8));
    int slot = slot(fingerprint);
    if (counts[slot] == 0) {
      if (3L * (size + 1) > 2L * counts.length) {
        grow();
        slot = slot(fingerprint);
      }
      fingerprints[slot] = fingerprint;
      size++;
    }
    return counts[slot]++;
  }

  /** How many different strings came. */
  public int size() {
    return size;
  }

  private int slot(long fingerprint) {
    int mask = counts.length - 1;
    int slot = (int) ((fingerprint * GOLDEN_RATIO) >>> 32) & mask;
    while (counts[slot] != 0 && fingerprints[slot] != fingerprint) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldFingerprints = fingerprints;
    int[] oldCounts = counts;
    int capacity = Math.multiplyExact(2, oldCounts.length);
    fingerprints = new long[capacity];
    counts = new int[capacity];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldFingerprints[i]);
        fingerprints[slot] = oldFingerprints[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}

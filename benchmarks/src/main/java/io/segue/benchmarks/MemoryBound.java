package io.segue.benchmarks;

import io.segue.app.topology.BoundedRocksDb;
import java.util.List;

/**
 * What an instance may take of the machine's memory, part by part, and the JVM's options that make
 * it keep to that. The index is on the heap: three versions of it at most, for a moment. Pages of
 * mapped files, which the system takes back when it needs them, come on top.
 *
 * @param heapMiB all of which is taken at once, so that what grows is something else
 * @param directMiB buffers of network and files
 */
record MemoryBound(int heapMiB, int directMiB) {

  private static final int CODE_MIB = 128;
  private static final int CLASSES_MIB = 128;

  /** The garbage collector's tables grow with the heap. */
  private static final double OWN_SHARE = 0.08;

  /** Stacks of threads, symbols, and what malloc holds back. */
  private static final int OTHER_MIB = 192;

  /** The options of the JVM. */
  List<String> options() {
    return List.of(
        "-Xms%dm".formatted(heapMiB),
        "-XX:+AlwaysPreTouch",
        "-XX:MaxDirectMemorySize=%dm".formatted(directMiB),
        "-XX:ReservedCodeCacheSize=%dm".formatted(CODE_MIB),
        "-XX:MaxMetaspaceSize=%dm".formatted(CLASSES_MIB));
  }

  /** All parts together, in MiB. */
  int mebibytes() {
    return heapMiB + directMiB + rocksMiB() + CODE_MIB + CLASSES_MIB + ownMiB();
  }

  /** The parts as a sentence. */
  String words() {
    return "%,d MiB = heap %,d + direct %,d + RocksDB %d + code %d + classes %d + the JVM's own %d"
        .formatted(mebibytes(), heapMiB, directMiB, rocksMiB(), CODE_MIB, CLASSES_MIB, ownMiB());
  }

  private static int rocksMiB() {
    return (int) (BoundedRocksDb.CACHE_BYTES >> 20);
  }

  private int ownMiB() {
    return (int) (OWN_SHARE * heapMiB) + OTHER_MIB;
  }
}

package io.segue.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What can be seen without a broker: the JDK and the disk. */
final class MachineChecks {

  private static final int JAVA_MIN = 25;
  private static final long BYTES_MIN = 2L << 30;
  private static final double BYTES_PER_GIB = 1 << 30;

  private MachineChecks() {}

  /** The JDK that runs this. */
  static Finding jdk() {
    return jdk(
        Runtime.version().feature(),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  }

  static Finding jdk(int version, boolean hasVectors) {
    if (version < JAVA_MIN) {
      return Finding.bad(
          "jdk",
          "This is Java %d.".formatted(version),
          "Install a JDK %d or newer, and name it with SEGUE_JAVA_HOME if it is not found."
              .formatted(JAVA_MIN));
    }
    if (!hasVectors) {
      return Finding.bad(
          "jdk",
          "Java %d without the module jdk.incubator.vector.".formatted(version),
          "Start with scripts/segue, or add --add-modules=jdk.incubator.vector.");
    }
    return Finding.good("jdk", "Java %d with the Vector API.".formatted(version));
  }

  /** The disk under the folder where instances keep their stores and cached indexes. */
  static Finding disk(Path stateFolder) {
    Path there = stateFolder.toAbsolutePath().normalize();
    while (!Files.exists(there)) {
      there = Objects.requireNonNullElse(there.getParent(), Path.of("/"));
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      return Finding.bad(
          "disk",
          "Nobody may write to %s.".formatted(there),
          "Choose another folder with --state-dir, or give its user the right to write.");
    }
    try {
      FileStore store = Files.getFileStore(there);
      return disk(there, store.getUsableSpace());
    } catch (IOException e) {
      return Finding.bad(
          "disk",
          "The disk of %s cannot be asked: %s.".formatted(there, e.getMessage()),
          "Choose another folder with --state-dir.");
    }
  }

  static Finding disk(Path folder, long freeBytes) {
    String found = "%.1f GiB are free under %s.".formatted(freeBytes / BYTES_PER_GIB, folder);
    return freeBytes < BYTES_MIN
        ? Finding.bad(
            "disk",
            found,
            "Make room: stores, three index versions and a fourth that comes need 2 GiB at least,"
                + " more with large catalogues.")
        : Finding.good("disk", found);
  }
}

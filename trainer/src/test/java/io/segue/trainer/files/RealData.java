package io.segue.trainer.files;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real playlist files, where the machine has them: in the folder that the system property or the
 * environment variable {@code SEGUE_DATA} names, else in {@code ../shared/data} beside the
 * repository.
 */
public final class RealData {

  private RealData() {}

  /** The file or folder of that name; skips the test, saying so, when it is not there. */
  public static Path path(String name) {
    Path path = folder().resolve(name);
    Assumptions.assumeTrue(Files.exists(path), "skipped: there is no real data at " + path);
    return path;
  }

  private static Path folder() {
    String named = System.getProperty("SEGUE_DATA", System.getenv("SEGUE_DATA"));
    if (named != null) {
      return Path.of(named);
    }
    // Tests run in the module's folder; the repository's root is above it.
    return Path.of("").toAbsolutePath().resolveSibling("../shared/data").normalize();
  }
}

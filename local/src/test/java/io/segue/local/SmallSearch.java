package io.segue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A search plan of one short trial, for tests that need a version and not a good one. */
final class SmallSearch {

  private static final int EPOCHS = 5;

  private SmallSearch() {}

  /** Writes the plan to a folder and returns the file. */
  static Path writeTo(Path folder) throws IOException {
    return writeTo(folder, EPOCHS);
  }

  /** The same with another number of epochs. */
  static Path writeTo(Path folder, int epochs) throws IOException {
    return Files.writeString(
        folder.resolve("search.yaml"),
        """
        algorithm: [cbow]
        vector_size: [16]
        window: [5]
        epochs: [%d]
        min_count: [2]
        """
            .formatted(epochs));
  }
}

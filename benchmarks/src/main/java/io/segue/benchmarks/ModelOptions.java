package io.segue.benchmarks;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model is measured, and with which questions: for every command that needs both. */
final class ModelOptions {

  @Option(
      names = "--train",
      paramLabel = "FILE",
      required = true,
      description = "Sessions, one a line, oldest session first; ids separated by blanks.")
  private @Nullable Path train;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      required = true,
      description = "Cases, one a line: 'x1 x2 ... xn | y'; asked is what follows x1 to xn.")
  private @Nullable Path test;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "Where the model is kept; trained, in about two minutes, if it is not there.")
  private @Nullable Path modelFile;

  Path train() {
    return Objects.requireNonNull(train);
  }

  Path test() {
    return Objects.requireNonNull(test);
  }

  Path modelFile() {
    return Objects.requireNonNull(modelFile);
  }
}

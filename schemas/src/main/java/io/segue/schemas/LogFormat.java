package io.segue.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How log lines are written: the name of an appender in logback.xml. */
final class LogFormat {

  /** The environment variable that chooses. */
  static final String VARIABLE = "SEGUE_LOG_FORMAT";

  private static final List<String> KNOWN = List.of("text", "json");

  private LogFormat() {}

  /**
   * Refuses a format that logback.xml does not have, with which nothing would be logged.
   *
   * @param chosen null for the default
   * @throws BadInputException when it is unknown
   */
  static void check(@Nullable String chosen) {
    if (chosen != null && !KNOWN.contains(chosen)) {
      throw new BadInputException(
          VARIABLE + " is '" + chosen + "'; known are " + String.join(" and ", KNOWN) + ".");
    }
  }
}

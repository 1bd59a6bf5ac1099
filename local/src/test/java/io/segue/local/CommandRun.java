package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Commands that run in this process, for tests whose point is not that they are processes. */
final class CommandRun {

  private CommandRun() {}

  /** Runs a command to its end, which must be a good one, and returns what it printed. */
  static String toTheEnd(Object command, List<String> arguments) {
    StringWriter out = new StringWriter();
    int exitCode =
        CommandLines.of(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
    assertThat(exitCode).as("%s: %s", arguments, out).isZero();
    return out.toString();
  }
}

package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  @Test
  void theHelpNamesEveryCommandTheExitCodesAndExamples() {
    CommandLine segue = Main.commandLine();

    String help = run(segue, "--help");

    assertThat(segue.getSubcommands()).isNotEmpty();
    assertThat(help).contains(segue.getSubcommands().keySet());
    assertThat(help).contains("Exit codes:", "Examples:", "scripts/segue doctor");
    segue
        .getSubcommands()
        .forEach((name, command) -> assertThat(command.getUsageMessage()).contains("Exit codes:"));
  }

  @Test
  void theShellIsToldOfCommandsAndOptions() {
    assertThat(run(Main.commandLine(), "completion"))
        .contains("complete -F", "canary", "--hop-limit-ms", "doctor");
  }

  @Test
  void aFileOfOptionsMayHaveASectionForEveryCommand() {
    assertThat(CommandLines.COMMANDS).containsAll(Main.commandLine().getSubcommands().keySet());
  }

  private static String run(CommandLine segue, String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(segue.setOut(new PrintWriter(out)).execute(arguments)).isEqualTo(CommandLines.DONE);
    return out.toString();
  }
}

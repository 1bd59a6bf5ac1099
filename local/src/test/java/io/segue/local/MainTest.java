package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private static final Pattern EXAMPLE = Pattern.compile("scripts/segue ([^)\\n]+)");

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
  void everyCommandShowsExamplesThatItTakes() {
    everyCommand(Main.commandLine())
        .forEach(
            command -> {
              String name = command.getCommandSpec().qualifiedName();
              List<String> examples =
                  EXAMPLE
                      .matcher(command.getUsageMessage())
                      .results()
                      .map(found -> found.group(1).strip())
                      .toList();
              assertThat(examples).as(name).isNotEmpty();
              for (String example : examples) {
                String[] arguments = example.split("  +", 2)[0].split(" ", -1);
                assertThatCode(() -> Main.commandLine().parseArgs(arguments))
                    .as("%s: %s", name, example)
                    .doesNotThrowAnyException();
              }
            });
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(MainTest::everyCommand));
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

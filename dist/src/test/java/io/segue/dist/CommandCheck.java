package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Whether what a deployment tells Segue is something that Segue understands. */
final class CommandCheck {

  private static final Pattern SEGUE_IMAGE =
      Pattern.compile("(?:registry\\.example\\.org/)?segue-(app|trainer):(.+)");

  private static final Map<String, CommandLine> COMMAND_LINES =
      Map.of(
          "app", io.segue.app.Main.commandLine(),
          "trainer", io.segue.trainer.Main.commandLine());

  private static final Set<String> VARIABLES = variables();

  private CommandCheck() {}

  /** Every image has a version, and Segue's have the one that is built here. */
  static void image(String image) {
    assertThat(image).matches(".+:v?[0-9]+\\..+");
    if (image.contains("segue")) {
      assertThat(image).endsWith(":" + Objects.requireNonNull(System.getProperty("segue.version")));
    }
  }

  /** The image's command understands the arguments; nothing is run. Other images pass. */
  static void command(String image, List<String> arguments) {
    var segue = SEGUE_IMAGE.matcher(image);
    if (segue.matches()) {
      CommandLine commandLine = Objects.requireNonNull(COMMAND_LINES.get(segue.group(1)));
      assertThat(arguments).as("arguments of %s", image).isNotEmpty();
      commandLine.parseArgs(arguments.toArray(String[]::new));
    }
  }

  /** A variable is that of an option, or one that docs/configuration.md tells of. */
  static void variable(String name) {
    if (name.startsWith("SEGUE_")) {
      assertThat(VARIABLES).contains(name);
    }
  }

  private static Set<String> variables() {
    Set<String> variables = new HashSet<>();
    for (CommandLine commandLine : COMMAND_LINES.values()) {
      for (CommandLine command : commandLine.getSubcommands().values()) {
        for (CommandLine.Model.OptionSpec option : command.getCommandSpec().options()) {
          variables.add(
              "SEGUE_"
                  + option
                      .longestName()
                      .replaceFirst("^-+", "")
                      .replace('-', '_')
                      .toUpperCase(Locale.ROOT));
        }
      }
    }
    try {
      Pattern.compile("`(SEGUE_[A-Z0-9_]+)`")
          .matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
          .results()
          .forEach(found -> variables.add(found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return variables;
  }
}

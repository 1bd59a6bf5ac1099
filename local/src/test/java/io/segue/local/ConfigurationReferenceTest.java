package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/configuration.md is made from the options of all commands.
 *
 * <p>With {@code -Dsegue.update=true} it writes it anew.
 */
class ConfigurationReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
  private static final String HEAD =
      """
      # Configuration

      Every option of every command, made from the code: `ConfigurationReferenceTest` fails when this page is stale. An
      option that no command knows ends it with exit code 2 and with what was probably meant. What Kafka's clients, the
      schema registry and the signing of index versions need is in the `--config` file, see [security.md](security.md).

      | environment | what |
      |---|---|
      | `SEGUE_BOOTSTRAP_SERVERS` | the brokers, where neither `--bootstrap-servers`, nor `segue.yaml`, nor the `--config` file names them |
      | `SEGUE_CONFIG_FILE` | the YAML file of options, see [below](#where-options-come-from) |
      | `SEGUE_TOKENS`, `SEGUE_INTERNAL_TOKEN` | the lines of `--tokens-file` and the internal token, in place of the files |
      | `SEGUE_TOKEN` | the token with which `canary status` and `versions` ask instances |
      | `SEGUE_JAVA_HOME`, `SEGUE_JAVA_OPTS` | the JDK that `scripts/segue` takes, and further options for it |
      | `SEGUE_DEEPLEARNING4J` | set, it puts Deeplearning4j on the class path |
      | `SEGUE_LOG_LEVEL`, `SEGUE_LOG_LEVEL_LIBRARIES` | how much is logged by Segue, and by what it is made of |
      | `SEGUE_LOG_FORMAT` | `text`, or `json` for one JSON object a line, with the request that it belongs to |
      | `OTEL_TRACES_EXPORTER` and OpenTelemetry's other variables | traces of `serve`, off unless set, see [operations.md](operations.md#following-one-request) |

      ## Where options come from

      In this order: the command line; the environment variable of the same name (`--state-dir`: `SEGUE_STATE_DIR`); the
      command's section of a YAML file; the file's section `all`, which may have `bootstrap-servers` and `config`; the
      default. The file is the one that `SEGUE_CONFIG_FILE` names, else `segue.yaml` in the folder where the command runs, if it
      is there. A section whose first word is no command, and a name that is no option (in `all` and in the section of the
      command that runs), end the command with 2 and with what was probably meant. Switches take `true` and `false`, lists are
      lists. `bootstrap-servers` alone has another order: the command line, the YAML file, `bootstrap.servers` of the `--config`
      file, `SEGUE_BOOTSTRAP_SERVERS`, the default.

      ```yaml
      all:
        bootstrap-servers: kafka-1:9092,kafka-2:9092
        config: client.properties
      serve:
        listen: 0.0.0.0:8080
        state-dir: /var/lib/segue
        exam-share: 0.05
      canary start:
        hours: 24
      ```

      Exit codes of all commands: 0 done, 1 failed, 2 the options or the files given cannot be used.

      Topics are created with the settings that they should have where they are missing; where they are there and differ,
      every start says so in its log, and so does `segue doctor`.
      """;

  @Test
  void theReferenceHasTheOptionsOfAllCommands() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    commands().forEach(command -> describe(command, text));
    compare(REFERENCE, text.toString());
  }

  private static void compare(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("segue.update")) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, wanted);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(file + " is stale; run this test with -Dsegue.update=true")
        .isEqualTo(wanted);
  }

  private static void describe(CommandSpec command, StringBuilder text) {
    List<OptionSpec> options = options(command);
    if (options.isEmpty()) {
      return;
    }
    text.append("\n## segue ").append(nameOf(command)).append("\n\n");
    text.append(sentence(command.usageMessage().description())).append("\n\n");
    text.append("| option | default | what |\n|---|---|---|\n");
    for (OptionSpec option : options) {
      String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
      text.append(
          "| `--%s%s` | %s | %s |\n"
              .formatted(
                  key(option),
                  value.replace("|", "\\|"),
                  defaultOf(option),
                  sentence(option.description())
                      .replace(" Default: " + option.defaultValue() + ".", "")));
    }
  }

  private static String defaultOf(OptionSpec option) {
    return option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`";
  }

  private static String sentence(String[] lines) {
    return String.join(" ", lines)
        .replaceAll(" *Default: \\$\\{DEFAULT-VALUE}\\.?", "")
        .replace("%n", " ")
        .replace("%%", "%")
        .replace("|", "\\|")
        .strip();
  }

  private static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
        .sorted((one, other) -> key(one).compareTo(key(other)))
        .toList();
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static String nameOf(CommandSpec command) {
    return command.qualifiedName().replaceFirst("^segue ", "");
  }

  private static List<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    collect(Main.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine line, List<CommandSpec> all) {
    line.getSubcommands().values().stream()
        .distinct()
        .forEach(
            sub -> {
              if (!sub.getCommandName().equals("completion")) {
                all.add(sub.getCommandSpec());
                collect(sub, all);
              }
            });
  }
}

package io.segue.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What options are when the command line does not say: the environment variable of the same name
 * ({@code SEGUE_STATE_DIR} for {@code --state-dir}), else the command's section of a YAML file,
 * else the file's section {@value #EVERY_COMMAND}, else the option's own default.
 *
 * <pre>{@code
 * all:
 *   bootstrap-servers: kafka:9092
 * serve:
 *   state-dir: /var/lib/segue
 *   exam-share: 0.05
 * canary start:
 *   hours: 24
 * }</pre>
 *
 * <p>The file is {@value #FILE_VARIABLE}'s, else {@value #FILE_DEFAULT} where the command runs, if
 * that is there. A name in it that is none is an error. Not thread-safe.
 */
final class OptionDefaults implements IDefaultValueProvider {

  static final String FILE_VARIABLE = "SEGUE_CONFIG_FILE";
  static final String FILE_DEFAULT = "segue.yaml";
  static final String EVERY_COMMAND = "all";

  private static final Set<String> OF_EVERY_COMMAND = Set.of("bootstrap-servers", "config");

  private final Map<String, String> environment;
  private final Path fileDefault;
  private @Nullable Map<String, Map<String, String>> sections;

  /**
   * @param fileDefault the file to look for when the environment names none
   */
  OptionDefaults(Map<String, String> environment, Path fileDefault) {
    this.environment = environment;
    this.fileDefault = fileDefault;
  }

  /** Not for switches, which picocli would turn off when they are given as well. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !isSwitch(option) ? value(option) : null;
  }

  /**
   * Sets the switches that are on by environment or file, and looks for names in the file that mean
   * nothing.
   *
   * @throws BadInputException saying which name means nothing, or which switch is neither on nor
   *     off
   */
  void complete(ParseResult parsed) {
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    CommandSpec command = deepest.commandSpec();
    check(command);
    for (OptionSpec option : command.options()) {
      String value = isSwitch(option) && !isHelp(option) ? value(option) : null;
      if (value != null && !deepest.hasMatchedOption(option)) {
        option.setValue(onOrOff(option, value));
      }
    }
  }

  private @Nullable String value(OptionSpec option) {
    if (isHelp(option)) {
      return null;
    }
    String name = nameOf(option);
    String variable = "SEGUE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    // The connection's own order puts its file between option and variable.
    String byEnvironment =
        variable.equals(ConnectionOptions.ENVIRONMENT_VARIABLE) ? null : environment.get(variable);
    if (byEnvironment != null) {
      return byEnvironment;
    }
    Map<String, Map<String, String>> file = sections();
    String own = file.getOrDefault(sectionOf(option.command()), Map.of()).get(name);
    return own != null || !OF_EVERY_COMMAND.contains(name)
        ? own
        : file.getOrDefault(EVERY_COMMAND, Map.of()).get(name);
  }

  private void check(CommandSpec command) {
    Set<String> firstWords = new TreeSet<>(CommandLines.COMMANDS);
    firstWords.add(EVERY_COMMAND);
    firstWords.add(firstWord(sectionOf(command)));
    for (String section : sections().keySet()) {
      if (!firstWords.contains(firstWord(section))) {
        throw new BadInputException(
            "%s: the section '%s' is no command's; there is %s.%s"
                .formatted(
                    file(), section, String.join(", ", firstWords), meant(section, firstWords)));
      }
    }
    Set<String> known =
        command.options().stream()
            .filter(option -> !isHelp(option))
            .map(OptionDefaults::nameOf)
            .collect(Collectors.toCollection(TreeSet::new));
    String section = sectionOf(command);
    sections()
        .getOrDefault(section, Map.of())
        .keySet()
        .forEach(name -> check(name, known, section));
    sections()
        .getOrDefault(EVERY_COMMAND, Map.of())
        .keySet()
        .forEach(name -> check(name, OF_EVERY_COMMAND, EVERY_COMMAND));
  }

  private void check(String name, Collection<String> known, String section) {
    if (!known.contains(name)) {
      throw new BadInputException(
          "%s: '%s' in the section '%s' is no option; there is %s.%s"
              .formatted(file(), name, section, String.join(", ", known), meant(name, known)));
    }
  }

  private static String meant(String name, Collection<String> known) {
    return Spelling.meant(name, known).map(near -> " Did you mean " + near + "?").orElse("");
  }

  private static boolean onOrOff(OptionSpec option, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default ->
          throw new BadInputException(
              "%s is a switch: '%s' is neither true nor false.".formatted(longest(option), value));
    };
  }

  private Map<String, Map<String, String>> sections() {
    Map<String, Map<String, String>> known = sections;
    if (known == null) {
      known = read();
      sections = known;
    }
    return known;
  }

  private Path file() {
    String named = environment.get(FILE_VARIABLE);
    return named == null ? fileDefault : Path.of(named);
  }

  private Map<String, Map<String, String>> read() {
    Path file = file();
    if (!environment.containsKey(FILE_VARIABLE) && !Files.exists(file)) {
      return Map.of();
    }
    Map<String, Map<String, String>> read = new HashMap<>();
    for (NodeTuple section : entries(compose(file))) {
      String name = scalar(section.getKeyNode());
      Map<String, String> options = new HashMap<>();
      for (NodeTuple option : entries(section.getValueNode())) {
        put(options, scalar(option.getKeyNode()), text(option.getValueNode()), option.getKeyNode());
      }
      put(read, name, options, section.getKeyNode());
    }
    return read;
  }

  /** Values stay the texts that they are: {@code 12:30} is none of YAML's numbers here. */
  private @Nullable Node compose(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new LoaderOptions()).compose(reader);
    } catch (IOException e) {
      throw new BadInputException("The file of options %s cannot be read: %s".formatted(file, e));
    } catch (YAMLException e) {
      throw new BadInputException("%s is not YAML: %s".formatted(file, e.getMessage()));
    }
  }

  private List<NodeTuple> entries(@Nullable Node node) {
    if (node == null || node.getTag().equals(Tag.NULL)) {
      return List.of();
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw bad(node, "there must be names with values, such as 'serve:' and under it 'threads: 2'");
  }

  /** One value, or a list of them as the command line takes it, with commas. */
  private String text(Node node) {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(this::scalar).collect(Collectors.joining(","))
        : scalar(node);
  }

  private String scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw bad(node, "there must be a single value");
  }

  private <V> void put(Map<String, V> map, String name, V value, Node where) {
    if (map.put(name, value) != null) {
      throw bad(where, "'" + name + "' is there twice");
    }
  }

  private BadInputException bad(Node node, String trouble) {
    return new BadInputException(
        "%s, line %d: %s.".formatted(file(), node.getStartMark().getLine() + 1, trouble));
  }

  private static String firstWord(String section) {
    return section.split(" ", 2)[0];
  }

  private static String sectionOf(CommandSpec command) {
    String qualified = command.qualifiedName();
    return qualified.substring(qualified.indexOf(' ') + 1);
  }

  private static String nameOf(OptionSpec option) {
    return longest(option).replaceFirst("^-+", "");
  }

  private static String longest(OptionSpec option) {
    return option.longestName();
  }

  private static boolean isSwitch(OptionSpec option) {
    return option.arity().max() == 0;
  }

  private static boolean isHelp(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }
}

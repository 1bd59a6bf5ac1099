package io.segue.trainer.space;

import io.segue.schemas.BadInputException;
import io.segue.schemas.Spelling;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML text and what is asked of it. Every question that the text does not answer as it should is
 * a {@link BadInputException} with the text's name and the line.
 */
final class YamlSource {

  private final String name;

  /**
   * @param name of the text, for messages
   */
  YamlSource(String name) {
    this.name = name;
  }

  /** The root of the text, null when there is nothing in it. */
  @Nullable Node compose(String yaml) {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new BadInputException(
          "%s, line %d, is no YAML: %s".formatted(name, line, e.getProblem()), e);
    } catch (YAMLException e) {
      throw new BadInputException("%s is no YAML: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** One of an enum's names in lower case; the standard one when the key is not there. */
  <E extends Enum<E>> E choice(Map<String, Node> entries, String key, E[] values, E standard) {
    Node node = entries.get(key);
    if (node == null) {
      return standard;
    }
    List<String> names = Arrays.stream(values).map(value -> lowerCase(value.name())).toList();
    return values[names.indexOf(name(key, node, names))];
  }

  /** Of an enum's name: as it is written in YAML. */
  static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The whole number of a key; the standard one when the key is not there. */
  int integer(Map<String, Node> entries, String key, int standard) {
    Node node = entries.get(key);
    return node == null ? standard : integer(key, node);
  }

  /** The values of a key; the standard ones when the key is not there. */
  <T> List<T> list(
      Map<String, Node> entries, String key, List<T> standard, Function<Node, T> convert) {
    Node node = entries.get(key);
    return node == null ? standard : list(key, node, convert);
  }

  /** One value or a list of them, each once. */
  <T> List<T> list(String key, Node node, Function<Node, T> convert) {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(convert.apply(node));
    }
    List<Node> nodes = sequence.getValue();
    if (nodes.isEmpty()) {
      throw bad(node, "%s has an empty list; give a value or leave the line out.".formatted(key));
    }
    return nodes.stream().map(convert).distinct().toList();
  }

  /**
   * What a mapping holds, in its order.
   *
   * @param keys those that are known here
   * @param otherwise what to say when it is no mapping
   */
  Map<String, Node> entries(Node node, List<String> keys, String otherwise) {
    if (!(node instanceof MappingNode mapping)) {
      throw bad(node, "it %s.".formatted(otherwise));
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!keys.contains(key)) {
        throw bad(
            tuple.getKeyNode(),
            "the key '%s' is not known%s The keys here are %s."
                .formatted(
                    key,
                    Spelling.meant(key, keys).map("; was '%s' meant?"::formatted).orElse("."),
                    String.join(", ", keys)));
      }
      if (entries.put(key, tuple.getValueNode()) != null) {
        throw bad(tuple.getKeyNode(), "%s is there twice.".formatted(key));
      }
    }
    return entries;
  }

  /** One of the names. */
  String name(String key, Node node, List<String> names) {
    String name = text(node);
    if (!names.contains(name)) {
      throw bad(
          node,
          "%s is '%s'%s; it must be %s."
              .formatted(
                  key,
                  name,
                  Spelling.meant(name, names).map(" (was '%s' meant?)"::formatted).orElse(""),
                  String.join(" or ", names)));
    }
    return name;
  }

  /** A whole number. */
  int integer(String key, Node node) {
    if (isPlain(node)) {
      try {
        return Integer.parseInt(text(node).replace("_", ""));
      } catch (NumberFormatException e) {
        // Said below, for texts too.
      }
    }
    throw bad(node, "%s must be a whole number, not '%s'.".formatted(key, text(node)));
  }

  /** A number. */
  double number(String key, Node node) {
    if (isPlain(node)) {
      try {
        double number = Double.parseDouble(text(node));
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, for texts too.
      }
    }
    throw bad(node, "%s must be a number, not '%s'.".formatted(key, text(node)));
  }

  private static boolean isPlain(Node node) {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
  }

  /** What a scalar says; of anything else what it is. */
  static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  /**
   * What to throw, with the line.
   *
   * @param node where it is, null for nowhere in particular
   */
  BadInputException bad(@Nullable Node node, String what) {
    return new BadInputException(
        node == null
            ? "%s: %s".formatted(name, what)
            : "%s, line %d: %s".formatted(name, node.getStartMark().getLine() + 1, what));
  }
}

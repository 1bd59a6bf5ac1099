package io.segue.trainer.trials;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.segue.schemas.BadInputException;
import io.segue.trainer.embedding.Algorithm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads a search space from YAML: for each hyperparameter one value or a list of values; what is
 * not mentioned keeps the default's values.
 *
 * <pre>{@code
 * algorithm: [cbow, skip-gram]
 * min_count: [3, 5, 10]
 * window: 10
 * }</pre>
 */
public final class SearchSpaceReader {

  /** More trials than this are taken for a mistake. */
  static final int TRIALS_MAX = 10_000;

  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "algorithm",
              "vector_size",
              "window",
              "negative",
              "ns_exponent",
              "min_count",
              "sample",
              "epochs",
              "learning_rate",
              "learning_rate_min"));

  private final String source;
  private final JsonNode root;

  private SearchSpaceReader(String source, JsonNode root) {
    this.source = source;
    this.root = root;
  }

  /**
   * Reads a search space.
   *
   * @param source the name of the text, for messages
   * @throws BadInputException saying what is wrong and where: no YAML, an unknown key (with the one
   *     that was meant), a value of another type or out of its range, too many trials
   */
  public static SearchSpace read(String source, String yaml) {
    JsonNode root;
    try {
      root =
          YAMLMapper.builder()
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new BadInputException("%s is no YAML: %s".formatted(source, e.getOriginalMessage()), e);
    }
    if (root == null || root.isMissingNode() || root.isNull()) {
      return SearchSpace.DEFAULT;
    }
    if (!root.isObject()) {
      throw new BadInputException(
          "%s must consist of lines like 'min_count: [3, 5, 10]'.".formatted(source));
    }
    return new SearchSpaceReader(source, root).read();
  }

  private SearchSpace read() {
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYS.contains(name)) {
        throw new BadInputException(
            "%s has the key '%s', which is none of the hyperparameters; was '%s' meant? They are %s."
                .formatted(source, name, Spelling.nearest(name, KEYS), String.join(", ", KEYS)));
      }
    }
    SearchSpace standard = SearchSpace.DEFAULT;
    SearchSpace space =
        new SearchSpace(
            values("algorithm", standard.algorithm(), this::algorithm),
            values("vector_size", standard.vectorSize(), node -> integer("vector_size", node)),
            values("window", standard.window(), node -> integer("window", node)),
            values("negative", standard.negative(), node -> integer("negative", node)),
            values("ns_exponent", standard.nsExponent(), node -> number("ns_exponent", node)),
            values("min_count", standard.minCount(), node -> integer("min_count", node)),
            values("sample", standard.sample(), node -> number("sample", node)),
            values("epochs", standard.epochs(), node -> integer("epochs", node)),
            values("learning_rate", standard.learningRate(), node -> number("learning_rate", node)),
            values(
                "learning_rate_min",
                standard.learningRateMin(),
                node -> number("learning_rate_min", node)));
    checkTrials(space);
    return space;
  }

  private void checkTrials(SearchSpace space) {
    double trials = 1;
    for (JsonNode values : root) {
      trials *= Math.max(1, values.size());
    }
    if (trials > TRIALS_MAX) {
      throw new BadInputException(
          "%s makes %.0f trials; more than %d are taken for a mistake."
              .formatted(source, trials, TRIALS_MAX));
    }
    try {
      space.grid(0);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("%s: %s.".formatted(source, e.getMessage()), e);
    }
  }

  private <T> List<T> values(String key, List<T> standard, Function<JsonNode, T> convert) {
    JsonNode node = root.get(key);
    if (node == null) {
      return standard;
    }
    if (!node.isArray()) {
      return List.of(convert.apply(node));
    }
    if (node.isEmpty()) {
      throw new BadInputException(
          "%s: %s has an empty list; give a value or leave the line out.".formatted(source, key));
    }
    List<T> values = new ArrayList<>();
    for (JsonNode value : node) {
      values.add(convert.apply(value));
    }
    return values;
  }

  private Algorithm algorithm(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      names.add(SearchSpace.name(algorithm));
      if (SearchSpace.name(algorithm).equals(node.asText())) {
        return algorithm;
      }
    }
    throw new BadInputException(
        "%s: algorithm is '%s'; it must be %s."
            .formatted(source, node.asText(), String.join(" or ", names)));
  }

  private int integer(String key, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new BadInputException(
          "%s: %s must be a whole number, not '%s'."
              .formatted(source, key, node.isValueNode() ? node.asText() : node));
    }
    return node.intValue();
  }

  private double number(String key, JsonNode node) {
    if (!node.isNumber()) {
      throw new BadInputException(
          "%s: %s must be a number, not '%s'."
              .formatted(source, key, node.isValueNode() ? node.asText() : node));
    }
    return node.doubleValue();
  }
}

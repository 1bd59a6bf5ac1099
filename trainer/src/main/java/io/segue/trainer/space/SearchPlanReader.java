package io.segue.trainer.space;

import io.segue.schemas.BadInputException;
import io.segue.trainer.space.SearchSettings.Method;
import io.segue.trainer.space.SearchSettings.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a search plan from YAML: for each hyperparameter one value, a list of values or a range;
 * what is not mentioned keeps the default.
 *
 * <pre>{@code
 * algorithm: [cbow, skip-gram]
 * min_count: 3
 * window: {min: 2, max: 20}
 * learning_rate: {min: 0.005, max: 0.1, scale: log}
 * query: {last_tracks: [1, 5], decay: [0.7, 0.9], ef_search: [100, 200]}
 * search: {method: random, trials: 12, time: 10m, seed: 7, patience: 8}
 * }</pre>
 */
public final class SearchPlanReader {

  private static final String QUERY = "query";
  private static final String SEARCH = "search";

  private final YamlSource source;

  private SearchPlanReader(YamlSource source) {
    this.source = source;
  }

  /**
   * Reads a plan.
   *
   * @param source the name of the text, for messages
   * @throws BadInputException saying what is wrong and in which line: no YAML, an unknown key (with
   *     the one that was meant), a value of another type or out of its range, too many trials
   */
  public static SearchPlan read(String source, String yaml) {
    YamlSource yamlSource = new YamlSource(source);
    Node root = yamlSource.compose(yaml);
    return root == null ? SearchPlan.DEFAULT : new SearchPlanReader(yamlSource).plan(root);
  }

  private SearchPlan plan(Node root) {
    List<String> keys = new ArrayList<>(Parameter.keys());
    keys.add(QUERY);
    keys.add(SEARCH);
    Map<String, Node> entries =
        source.entries(root, keys, "must consist of lines like 'min_count: [3, 5, 10]'");
    Map<Parameter, Values> values = new EnumMap<>(Parameter.class);
    entries.forEach(
        (key, node) ->
            Parameter.named(key)
                .ifPresent(parameter -> values.put(parameter, values(parameter, node))));
    SearchSpace space = SearchSpace.around(withDefaults(values));
    Node query = entries.get(QUERY);
    Node search = entries.get(SEARCH);
    checkRanges(space, entries);
    SearchSettings settings = search == null ? SearchSettings.DEFAULT : settings(search, space);
    checkMethod(space, settings, entries);
    return new SearchPlan(space, query == null ? QuerySpace.DEFAULT : queries(query), settings);
  }

  /** The default space's own values, where nothing else is said. */
  private static Map<Parameter, Values> withDefaults(Map<Parameter, Values> values) {
    Map<Parameter, Values> all = new EnumMap<>(SearchSpace.DEFAULT.values());
    all.putAll(values);
    return all;
  }

  /** Each value must do beside the defaults, the learning rates beside each other. */
  private void checkRanges(SearchSpace space, Map<String, Node> entries) {
    Map<Parameter, String> first = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      first.put(parameter, space.of(parameter).ends().get(0));
    }
    // The least rate to start from and the greatest to end at: if these two go together, all do.
    first.put(Parameter.LEARNING_RATE, extreme(space, Parameter.LEARNING_RATE, false));
    first.put(Parameter.LEARNING_RATE_MIN, "0.0");
    for (Parameter parameter : Parameter.values()) {
      Map<Parameter, String> point = new EnumMap<>(first);
      List<String> ends =
          parameter == Parameter.LEARNING_RATE_MIN
              ? List.of(extreme(space, parameter, false), extreme(space, parameter, true))
              : space.of(parameter).ends();
      for (String value : ends) {
        point.put(parameter, value);
        try {
          Parameter.hyperparameters(point, 0);
        } catch (IllegalArgumentException e) {
          throw source.bad(entries.get(culprit(e, parameter)), e.getMessage() + ".");
        }
      }
    }
  }

  /** The key that a message begins with: another one than was varied may be the wrong one. */
  private static String culprit(IllegalArgumentException e, Parameter varied) {
    String first = String.valueOf(e.getMessage()).split(" ", 2)[0];
    return Parameter.named(first).orElse(varied).key();
  }

  private static String extreme(SearchSpace space, Parameter parameter, boolean greatest) {
    double best = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (String value : space.of(parameter).ends()) {
      double number = Double.parseDouble(value);
      best = greatest ? Math.max(best, number) : Math.min(best, number);
    }
    return Double.toString(best);
  }

  private void checkMethod(SearchSpace space, SearchSettings settings, Map<String, Node> entries) {
    if (settings.method() == Method.GRID) {
      for (Parameter parameter : Parameter.values()) {
        if (space.of(parameter) instanceof Values.Range) {
          throw source.bad(
              entries.get(parameter.key()),
              "%s is a range, of which a grid cannot try every value; list some, or add 'search: {method: random, trials: 20}'."
                  .formatted(parameter.key()));
        }
      }
      if (space.gridSize() > SearchSettings.TRIALS_MAX) {
        throw source.bad(
            null,
            "the grid has %.0f trials; more than %d are taken for a mistake."
                .formatted(space.gridSize(), SearchSettings.TRIALS_MAX));
      }
    }
    if (settings.method() == Method.ASHA) {
      List<String> epochs = space.of(Parameter.EPOCHS).ends();
      Node search = entries.get(SEARCH);
      if (epochs.size() > 1) {
        throw source.bad(
            entries.get(Parameter.EPOCHS.key()),
            "epochs must be one value with method asha, which tries fewer epochs by itself.");
      }
      if (settings.epochsMin() > Integer.parseInt(epochs.get(0))) {
        throw source.bad(
            search,
            "min_epochs is %d, more than the %s epochs of the space."
                .formatted(settings.epochsMin(), epochs.get(0)));
      }
    }
  }

  private Values values(Parameter parameter, Node node) {
    if (node instanceof MappingNode) {
      return range(parameter, node);
    }
    return new Values.Choices(source.list(parameter.key(), node, value -> value(parameter, value)));
  }

  private Values range(Parameter parameter, Node node) {
    String key = parameter.key();
    if (parameter.kind() == Parameter.Kind.NAME) {
      throw source.bad(node, "%s has no range; list its values.".formatted(key));
    }
    Map<String, Node> entries =
        source.entries(node, List.of("min", "max", "scale"), "is no range like {min: 1, max: 5}");
    Node min = entries.get("min");
    Node max = entries.get("max");
    if (min == null || max == null) {
      throw source.bad(node, "%s needs both min and max, as in {min: 1, max: 5}.".formatted(key));
    }
    Node scale = entries.get("scale");
    boolean logarithmic =
        scale != null && source.name("scale", scale, List.of("uniform", "log")).equals("log");
    try {
      return new Values.Range(
          Double.parseDouble(value(parameter, min)),
          Double.parseDouble(value(parameter, max)),
          logarithmic,
          parameter.kind() == Parameter.Kind.INTEGER);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(e);
    } catch (IllegalArgumentException e) {
      throw source.bad(node, "%s: %s.".formatted(key, e.getMessage()));
    }
  }

  private String value(Parameter parameter, Node node) {
    return switch (parameter.kind()) {
      case NAME -> source.name(parameter.key(), node, parameter.names());
      case INTEGER -> Integer.toString(source.integer(parameter.key(), node));
      case NUMBER -> Double.toString(source.number(parameter.key(), node));
    };
  }

  private QuerySpace queries(Node node) {
    Map<String, Node> entries =
        source.entries(node, List.of("last_tracks", "decay", "ef_search"), "is no mapping");
    QuerySpace standard = QuerySpace.DEFAULT;
    try {
      return new QuerySpace(
          source.list(
              entries, "last_tracks", standard.lastTracks(), n -> source.integer("last_tracks", n)),
          source.list(entries, "decay", standard.decay(), n -> (float) source.number("decay", n)),
          source.list(
              entries, "ef_search", standard.efSearch(), n -> source.integer("ef_search", n)));
    } catch (IllegalArgumentException e) {
      throw source.bad(node, e.getMessage() + ".");
    }
  }

  private SearchSettings settings(Node node, SearchSpace space) {
    Map<String, Node> entries =
        source.entries(
            node,
            List.of(
                "method",
                "trials",
                "time",
                "seed",
                "reduction",
                "min_epochs",
                "patience",
                "parallel",
                "objective"),
            "is no mapping like {method: random, trials: 20}");
    SearchSettings standard = SearchSettings.DEFAULT;
    Method method = source.choice(entries, "method", Method.values(), standard.method());
    if (method != Method.GRID && !entries.containsKey("trials")) {
      throw source.bad(
          node,
          "%s needs trials: how many points to try."
              .formatted(YamlSource.lowerCase(method.name())));
    }
    try {
      return new SearchSettings(
          method,
          source.integer(entries, "trials", standard.trials()),
          Optional.ofNullable(entries.get("time")).map(this::duration),
          source.integer(entries, "seed", (int) standard.seed()),
          source.integer(entries, "reduction", standard.reduction()),
          source.integer(entries, "min_epochs", epochsMin(entries, space)),
          source.integer(entries, "patience", standard.patience()),
          source.integer(entries, "parallel", standard.parallel()),
          source.choice(entries, "objective", Objective.values(), standard.objective()));
    } catch (IllegalArgumentException e) {
      throw source.bad(node, e.getMessage() + ".");
    }
  }

  /** Three rungs unless told otherwise. */
  private int epochsMin(Map<String, Node> entries, SearchSpace space) {
    int reduction = source.integer(entries, "reduction", SearchSettings.DEFAULT.reduction());
    int epochs = Integer.parseInt(space.of(Parameter.EPOCHS).ends().get(0));
    return Math.max(1, epochs / Math.max(1, reduction * reduction));
  }

  private Duration duration(Node node) {
    try {
      return Durations.parse(YamlSource.text(node));
    } catch (IllegalArgumentException e) {
      throw source.bad(node, "time: %s.".formatted(e.getMessage()));
    }
  }
}

package io.segue.trainer.space;

import io.segue.trainer.embedding.Hyperparameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The values to be tried of each hyperparameter. A point of it is one value of each. Immutable.
 *
 * @param values of every parameter
 */
public record SearchSpace(Map<Parameter, Values> values) {

  /** CBOW with min_count 3, 5 and 10, and one value for everything else. */
  public static final SearchSpace DEFAULT =
      SearchSpace.around(
          Map.of(
              Parameter.ALGORITHM,
              new Values.Choices(List.of("cbow")),
              Parameter.MIN_COUNT,
              new Values.Choices(List.of("3", "5", "10"))));

  /** Copies the map. */
  public SearchSpace {
    values = Map.copyOf(values);
  }

  /** These values, and the default of every parameter that is not among them. */
  public static SearchSpace around(Map<Parameter, Values> values) {
    Map<Parameter, Values> all = new EnumMap<>(Parameter.class);
    Parameter.point(Hyperparameters.DEFAULTS)
        .forEach((parameter, value) -> all.put(parameter, new Values.Choices(List.of(value))));
    all.putAll(values);
    return new SearchSpace(all);
  }

  /** The values of one parameter. */
  public Values of(Parameter parameter) {
    Values found = values.get(parameter);
    if (found == null) {
      throw new IllegalStateException("the space has no values of " + parameter.key());
    }
    return found;
  }

  /** How many points a grid has: the product of the lists' lengths. */
  public double gridSize() {
    double size = 1;
    for (Parameter parameter : Parameter.values()) {
      size *= of(parameter).ends().size();
    }
    return size;
  }

  /** All combinations of the values in lists, in their order; of ranges the ends. */
  public List<Map<Parameter, String>> grid() {
    List<Map<Parameter, String>> points = new ArrayList<>();
    points.add(new EnumMap<>(Parameter.class));
    for (Parameter parameter : Parameter.values()) {
      List<Map<Parameter, String>> longer = new ArrayList<>();
      for (Map<Parameter, String> point : points) {
        for (String value : of(parameter).ends()) {
          Map<Parameter, String> next = new EnumMap<>(Parameter.class);
          next.putAll(point);
          next.put(parameter, value);
          longer.add(next);
        }
      }
      points = longer;
    }
    return points;
  }

  /** A point at random: each parameter's value is drawn for itself. */
  public Map<Parameter, String> draw(Random random) {
    Map<Parameter, String> point = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      point.put(parameter, of(parameter).draw(random));
    }
    return point;
  }
}

package io.segue.trainer.trials;

import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamilies;
import io.segue.trainer.space.Parameter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One point of the search space, to be trained and measured.
 *
 * @param number its place in the search, from 1
 * @param parameters what to train with
 */
public record Trial(int number, Hyperparameters parameters) {

  /** The hyperparameters by the names that the search space uses, and the seed. */
  public Map<String, String> named() {
    Map<String, String> named = new TreeMap<>();
    Parameter.point(parameters).forEach((parameter, value) -> named.put(parameter.key(), value));
    named.put(Parameter.SEED, Long.toString(parameters.seed()));
    return named;
  }

  /**
   * The trial of that name map, for one thread.
   *
   * @throws IllegalArgumentException naming the first hyperparameter that is missing, unknown or
   *     out of its range
   */
  public static Trial named(int number, Map<String, String> named) {
    Map<Parameter, String> point = new EnumMap<>(Parameter.class);
    String seed = "";
    for (Map.Entry<String, String> entry : named.entrySet()) {
      if (entry.getKey().equals(Parameter.SEED)) {
        seed = entry.getValue();
        continue;
      }
      Parameter parameter =
          Parameter.named(entry.getKey())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "this version of Segue knows no hyperparameter " + entry.getKey()));
      point.put(parameter, entry.getValue());
    }
    try {
      return new Trial(number, Parameter.hyperparameters(point, Long.parseLong(seed)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the seed must be a whole number, not '" + seed + "'", e);
    }
  }

  /**
   * What tells this trial from others, for people: "cbow min_count=3 vector_size=48", or with the
   * family in the algorithm's place when it is not prod2vec.
   */
  public String title() {
    return String.format(
        Locale.ROOT,
        "%s min_count=%d vector_size=%d window=%d epochs=%d",
        parameters.family().equals(ModelFamilies.PROD2VEC)
            ? Parameter.ALGORITHM.of(parameters)
            : parameters.family(),
        parameters.minCount(),
        parameters.vectorSize(),
        parameters.window(),
        parameters.epochs());
  }
}

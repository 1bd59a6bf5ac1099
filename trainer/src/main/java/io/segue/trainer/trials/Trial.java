package io.segue.trainer.trials;

import io.segue.trainer.embedding.Hyperparameters;
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

  /** The hyperparameters by the names that the search space uses. */
  public Map<String, String> named() {
    Map<String, String> named = new TreeMap<>();
    named.put("family", parameters.family());
    named.put("algorithm", SearchSpace.name(parameters.algorithm()));
    named.put("vector_size", Integer.toString(parameters.vectorSize()));
    named.put("window", Integer.toString(parameters.window()));
    named.put("negative", Integer.toString(parameters.negative()));
    named.put("ns_exponent", Double.toString(parameters.nsExponent()));
    named.put("min_count", Integer.toString(parameters.minCount()));
    named.put("sample", Double.toString(parameters.sample()));
    named.put("epochs", Integer.toString(parameters.epochs()));
    named.put("learning_rate", Double.toString(parameters.learningRate()));
    named.put("learning_rate_min", Double.toString(parameters.learningRateMin()));
    named.put("seed", Long.toString(parameters.seed()));
    return named;
  }

  /** What tells this trial from others, for people: "cbow min_count=3 vector_size=48". */
  public String title() {
    return String.format(
        Locale.ROOT,
        "%s min_count=%d vector_size=%d window=%d",
        SearchSpace.name(parameters.algorithm()),
        parameters.minCount(),
        parameters.vectorSize(),
        parameters.window());
  }
}

package io.segue.trainer.space;

import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamilies;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hyperparameter that can be searched. Its values are texts, as in YAML, in reports and in trial
 * requests: "cbow", "48", "0.025". Meanings and ranges are those of {@link Hyperparameters}.
 */
public enum Parameter {
  FAMILY("family", Kind.NAME),
  ALGORITHM("algorithm", Kind.NAME),
  VECTOR_SIZE("vector_size", Kind.INTEGER),
  WINDOW("window", Kind.INTEGER),
  NEGATIVE("negative", Kind.INTEGER),
  NS_EXPONENT("ns_exponent", Kind.NUMBER),
  MIN_COUNT("min_count", Kind.INTEGER),
  SAMPLE("sample", Kind.NUMBER),
  EPOCHS("epochs", Kind.INTEGER),
  LEARNING_RATE("learning_rate", Kind.NUMBER),
  LEARNING_RATE_MIN("learning_rate_min", Kind.NUMBER);

  /** What the values of a parameter are. */
  public enum Kind {
    /** One of a few names. */
    NAME,
    /** A whole number. */
    INTEGER,
    /** Any number. */
    NUMBER
  }

  /** The name of the seed among a trial's parameters; it is given and never searched. */
  public static final String SEED = "seed";

  private final String key;
  private final Kind kind;

  Parameter(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** The name in YAML and in reports. */
  public String key() {
    return key;
  }

  /** What the values are. */
  public Kind kind() {
    return kind;
  }

  /** The value that hyperparameters have. */
  public String of(Hyperparameters hyperparameters) {
    return switch (this) {
      case FAMILY -> hyperparameters.family();
      case ALGORITHM -> nameOf(hyperparameters.algorithm());
      case VECTOR_SIZE -> Integer.toString(hyperparameters.vectorSize());
      case WINDOW -> Integer.toString(hyperparameters.window());
      case NEGATIVE -> Integer.toString(hyperparameters.negative());
      case NS_EXPONENT -> Double.toString(hyperparameters.nsExponent());
      case MIN_COUNT -> Integer.toString(hyperparameters.minCount());
      case SAMPLE -> Double.toString(hyperparameters.sample());
      case EPOCHS -> Integer.toString(hyperparameters.epochs());
      case LEARNING_RATE -> Double.toString(hyperparameters.learningRate());
      case LEARNING_RATE_MIN -> Double.toString(hyperparameters.learningRateMin());
    };
  }

  /** The parameter of that name. */
  public static Optional<Parameter> named(String key) {
    return Arrays.stream(values()).filter(parameter -> parameter.key.equals(key)).findFirst();
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Parameter::key).toList();
  }

  /** The values of all parameters that hyperparameters have. */
  public static Map<Parameter, String> point(Hyperparameters hyperparameters) {
    Map<Parameter, String> point = new EnumMap<>(Parameter.class);
    for (Parameter parameter : values()) {
      point.put(parameter, parameter.of(hyperparameters));
    }
    return point;
  }

  /**
   * The hyperparameters at a point, for one thread.
   *
   * @param point a value of every parameter
   * @throws IllegalArgumentException naming the first value that is missing, not of the parameter's
   *     kind or out of its range
   */
  public static Hyperparameters hyperparameters(Map<Parameter, String> point, long seed) {
    return new Hyperparameters(
        algorithm(value(point, ALGORITHM)),
        integer(point, VECTOR_SIZE),
        integer(point, WINDOW),
        integer(point, NEGATIVE),
        number(point, NS_EXPONENT),
        integer(point, MIN_COUNT),
        number(point, SAMPLE),
        integer(point, EPOCHS),
        number(point, LEARNING_RATE),
        number(point, LEARNING_RATE_MIN),
        seed,
        1,
        value(point, FAMILY));
  }

  /** The values of a parameter that is one of a few names. */
  List<String> names() {
    return switch (this) {
      case FAMILY -> List.copyOf(ModelFamilies.names());
      case ALGORITHM -> Arrays.stream(Algorithm.values()).map(Parameter::nameOf).toList();
      default -> throw new IllegalStateException(key + " is a number");
    };
  }

  private static Algorithm algorithm(String name) {
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> nameOf(algorithm).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "algorithm is '%s'; it must be %s"
                        .formatted(name, String.join(" or ", ALGORITHM.names()))));
  }

  private static String nameOf(Algorithm algorithm) {
    return switch (algorithm) {
      case CBOW -> "cbow";
      case SKIP_GRAM -> "skip-gram";
    };
  }

  private static int integer(Map<Parameter, String> point, Parameter parameter) {
    try {
      return Integer.parseInt(value(point, parameter));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a whole number, not '%s'".formatted(parameter.key, point.get(parameter)), e);
    }
  }

  private static double number(Map<Parameter, String> point, Parameter parameter) {
    try {
      return Double.parseDouble(value(point, parameter));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a number, not '%s'".formatted(parameter.key, point.get(parameter)), e);
    }
  }

  private static String value(Map<Parameter, String> point, Parameter parameter) {
    String value = point.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException("there is no value of " + parameter.key);
    }
    return value;
  }
}

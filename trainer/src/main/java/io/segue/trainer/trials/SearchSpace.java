package io.segue.trainer.trials;

import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Hyperparameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The values to be tried for each hyperparameter, whose names and ranges are those of {@link
 * Hyperparameters}. Every combination of them is a trial.
 */
public record SearchSpace(
    List<Algorithm> algorithm,
    List<Integer> vectorSize,
    List<Integer> window,
    List<Integer> negative,
    List<Double> nsExponent,
    List<Integer> minCount,
    List<Double> sample,
    List<Integer> epochs,
    List<Double> learningRate,
    List<Double> learningRateMin) {

  /** CBOW with min_count 3, 5 and 10, and one value for everything else. */
  public static final SearchSpace DEFAULT =
      new SearchSpace(
          List.of(Algorithm.CBOW),
          List.of(48),
          List.of(10),
          List.of(5),
          List.of(0.75),
          List.of(3, 5, 10),
          List.of(1e-3),
          List.of(30),
          List.of(0.025),
          List.of(0.0001));

  /** Copies the lists. */
  public SearchSpace {
    algorithm = List.copyOf(algorithm);
    vectorSize = List.copyOf(vectorSize);
    window = List.copyOf(window);
    negative = List.copyOf(negative);
    nsExponent = List.copyOf(nsExponent);
    minCount = List.copyOf(minCount);
    sample = List.copyOf(sample);
    epochs = List.copyOf(epochs);
    learningRate = List.copyOf(learningRate);
    learningRateMin = List.copyOf(learningRateMin);
  }

  /**
   * All combinations, in the order of the lists, for one thread each.
   *
   * @throws IllegalArgumentException naming the first hyperparameter that is out of its range
   */
  public List<Trial> grid(long seed) {
    List<Trial> trials = new ArrayList<>();
    for (Algorithm a : algorithm) {
      for (int size : vectorSize) {
        for (int w : window) {
          for (int n : negative) {
            for (double ns : nsExponent) {
              for (int m : minCount) {
                for (double s : sample) {
                  for (int e : epochs) {
                    for (double start : learningRate) {
                      for (double end : learningRateMin) {
                        trials.add(
                            new Trial(
                                trials.size() + 1,
                                new Hyperparameters(
                                    a, size, w, n, ns, m, s, e, start, end, seed, 1)));
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return trials;
  }

  /** The name of an algorithm in a search space. */
  static String name(Algorithm algorithm) {
    return switch (algorithm) {
      case CBOW -> "cbow";
      case SKIP_GRAM -> "skip-gram";
    };
  }
}

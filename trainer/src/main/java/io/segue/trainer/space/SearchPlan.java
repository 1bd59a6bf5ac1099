package io.segue.trainer.space;

/**
 * Everything that a search is told.
 *
 * @param space the values of the hyperparameters
 * @param queries the query-time settings
 * @param settings how to go through the space, and when to end
 */
public record SearchPlan(SearchSpace space, QuerySpace queries, SearchSettings settings) {

  /** The tutorial's grid. */
  public static final SearchPlan DEFAULT =
      new SearchPlan(SearchSpace.DEFAULT, QuerySpace.DEFAULT, SearchSettings.DEFAULT);

  /** How many epochs the longest trial has. */
  public int epochsMax() {
    return space.of(Parameter.EPOCHS).ends().stream().mapToInt(Integer::parseInt).max().orElse(1);
  }
}

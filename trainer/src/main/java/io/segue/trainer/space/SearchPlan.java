package io.segue.trainer.space;

import io.segue.trainer.space.SearchSettings.Method;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The epochs of each rung of successive halving, ascending: 3, 9 and 30 for 3 to 30 epochs with a
   * reduction of 3. Empty for other methods.
   */
  public List<Integer> rungs() {
    if (settings.method() != Method.ASHA) {
      return List.of();
    }
    int epochsMax = epochsMax();
    List<Integer> rungs = new ArrayList<>();
    for (long epochs = settings.epochsMin(); epochs < epochsMax; epochs *= settings.reduction()) {
      rungs.add((int) epochs);
    }
    // A last rung just below the top would train nearly the same again.
    if (rungs.size() > 1 && rungs.getLast() * 3L > epochsMax * 2L) {
      rungs.removeLast();
    }
    rungs.add(epochsMax);
    return List.copyOf(rungs);
  }
}

package io.segue.trainer.trials;

import io.segue.trainer.embedding.Hyperparameters;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to try next. Used by one thread.
 *
 * <p>Decisions are to depend on nothing but the plan and the results handed in: then a search comes
 * out the same on one thread, on many machines, and when it is taken up again.
 */
interface SearchMethod {

  /** How many trials there may be at most. */
  int trialsMax();

  /**
   * What to try next.
   *
   * @param known the results of the first so many trials that this method has given, in that order;
   *     with each call as many as before or more
   * @return empty when nothing can be said before more is known, or nothing is left
   */
  Optional<Hyperparameters> next(List<TrialResult> known);
}

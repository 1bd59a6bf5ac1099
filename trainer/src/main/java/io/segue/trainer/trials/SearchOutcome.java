package io.segue.trainer.trials;

import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.space.SearchPlan;
import java.util.List;

/**
 * What a search found.
 *
 * @param plan what was searched
 * @param results of all trials, by number
 * @param best the one that scored best on the validation part
 * @param embedding what the best one trained
 * @param queries what each of the query-time settings scored with it on the validation part
 * @param test what the best one scored on the test part
 */
public record SearchOutcome(
    SearchPlan plan,
    List<TrialResult> results,
    TrialResult best,
    Embedding embedding,
    List<TunedQuery> queries,
    Metrics test) {

  /** Copies the lists. */
  public SearchOutcome {
    results = List.copyOf(results);
    queries = List.copyOf(queries);
  }
}

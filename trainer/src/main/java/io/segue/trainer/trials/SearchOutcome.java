package io.segue.trainer.trials;

import io.segue.trainer.embedding.Embedding;
import java.util.List;

/**
 * What a search found.
 *
 * @param results of all trials, by number
 * @param best the one that scored best on the validation part
 * @param embedding what the best one trained
 * @param test what the best one scored on the test part
 */
public record SearchOutcome(
    List<TrialResult> results, TrialResult best, Embedding embedding, Metrics test) {

  /** Copies the list. */
  public SearchOutcome {
    results = List.copyOf(results);
  }
}

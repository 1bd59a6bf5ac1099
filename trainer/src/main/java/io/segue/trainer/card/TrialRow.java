package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.trials.TunedQuery;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as the card shows it.
 *
 * @param number its place in the search, from 1
 * @param rung how far it came in successive halving, from 1; 0 in searches without rungs
 * @param title what tells it from others, for people
 * @param parameters what it was trained with, by name
 * @param metrics what it scored on the validation part, by name; empty when it failed
 * @param hitRate the hit rate of lists of 100 among those, with its interval; null when it failed
 * @param query the query-time settings that did best with it, null when none were tried
 * @param wordsPerSecond tracks read a second
 * @param seconds how long training took
 * @param cpuSeconds the processor time of the threads that trained
 * @param evaluationSeconds how long measuring took
 * @param failure why it failed, null when it did not
 */
public record TrialRow(
    int number,
    int rung,
    String title,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    @Nullable Estimate hitRate,
    @Nullable TunedQuery query,
    double wordsPerSecond,
    double seconds,
    double cpuSeconds,
    double evaluationSeconds,
    @Nullable String failure) {

  /** Copies the maps, in the order of their names. */
  public TrialRow {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }
}

package io.segue.trainer.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.evaluation.TargetRanks;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.recommender.evaluation.TargetRanks.Metric;
import io.segue.trainer.ranking.CaseEvaluator;
import io.segue.trainer.ranking.Objective;
import io.segue.trainer.ranking.RankingSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation found, for people and as JSON.
 *
 * @param found the configuration, and how it did on the hold-out
 * @param outcome how it did on the test
 * @param objective what the search was after
 * @param sessions how many sessions it was trained on
 * @param searchSeconds how long the search took, training included
 */
record EvaluationReport(
    RankingSearch.Found found,
    CaseEvaluator.Outcome outcome,
    Objective objective,
    int sessions,
    double searchSeconds) {

  private static final int REPLICATES = 1_000;
  private static final long SEED = 1;

  private static Map<String, Metric> metrics() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (int k : new int[] {1, 5, 10, 20, 100}) {
      metrics.put("hr@" + k, TargetRanks.hitRate(k));
    }
    metrics.put("mrr@20", TargetRanks.reciprocalRank(20));
    metrics.put("ndcg@20", TargetRanks.discountedGain(20));
    return metrics;
  }

  /**
   * The report as JSON: {@code hr@1} and so on, shares from 0 to 1; {@code intervals}, for each of
   * them the 95 % bootstrap interval; {@code query_us}, {@code holdout}, {@code configuration}.
   */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("cases", outcome.ranks().size());
    ObjectNode intervals = root.putObject("intervals");
    metrics()
        .forEach(
            (name, metric) -> {
              Estimate estimate = outcome.ranks().estimate(metric, REPLICATES, SEED);
              root.put(name, estimate.mean());
              intervals.putArray(name).add(estimate.low()).add(estimate.high());
            });
    root.putObject("query_us")
        .put("median", outcome.micros(0.5))
        .put("p90", outcome.micros(0.9))
        .put("p99", outcome.micros(0.99));
    TargetRanks holdout = found.holdout().ranks();
    root.putObject("holdout")
        .put("hr@" + objective.list(), holdout.mean(TargetRanks.hitRate(objective.list())))
        .put("mrr@" + objective.list(), holdout.mean(TargetRanks.reciprocalRank(objective.list())))
        .put("query_us_median", found.holdout().micros(0.5));
    root.put("sessions", sessions);
    root.put("search_seconds", searchSeconds);
    root.put(
        "index_bytes_per_event",
        (double) found.model().index().bytes()
            / Math.max(1, found.model().index().sessions().events()));
    ObjectNode configuration = root.putObject("configuration");
    configuration.put("ranker", found.ranker());
    configuration.set("settings", new ObjectMapper().valueToTree(found.model().settings()));
    ObjectNode weights = configuration.putObject("shortlist_weights");
    for (int c = 0; c < found.model().shortlistWeights().length; c++) {
      weights.put(found.model().newFinder().columns().get(c), found.model().shortlistWeights()[c]);
    }
    return root;
  }

  /** The report for people: a table, and the configuration. */
  String text() {
    StringBuilder text = new StringBuilder();
    ObjectNode json = json();
    text.append("%,d cases%n".formatted(outcome.ranks().size()));
    text.append("%-8s %8s   %s%n".formatted("metric", "percent", "95 % interval"));
    metrics()
        .keySet()
        .forEach(
            name ->
                text.append(
                    "%-8s %8.2f   %.2f to %.2f%n"
                        .formatted(
                            name,
                            100 * json.get(name).doubleValue(),
                            100 * json.at("/intervals/" + name).get(0).doubleValue(),
                            100 * json.at("/intervals/" + name).get(1).doubleValue())));
    text.append(
        "time for a query on one core: median %.0f us, 90 %% %.0f us, 99 %% %.0f us%n"
            .formatted(outcome.micros(0.5), outcome.micros(0.9), outcome.micros(0.99)));
    text.append("search and training: %.0f s on %,d sessions%n".formatted(searchSeconds, sessions));
    text.append(
        "hold-out of the training sessions: %s%n"
            .formatted(objective.words(found.holdout().ranks())));
    text.append("configuration: ").append(json.get("configuration").toPrettyString());
    return text.toString();
  }
}

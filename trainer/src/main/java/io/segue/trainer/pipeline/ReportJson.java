package io.segue.trainer.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.TrialResult;
import java.util.TreeMap;

/** A training's report as JSON. */
public final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  /**
   * The report: {@code dataset}, {@code trials} (each with {@code parameters}, {@code
   * words_per_second}, {@code hr@100} and further metrics of the validation part, {@code seconds},
   * {@code cpu_seconds}), {@code best}, {@code metrics} and {@code published}.
   */
  public static ObjectNode of(TrainingReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.putObject("dataset")
        .put("source", report.dataset().getSource())
        .put("playlists", report.dataset().getPlaylists())
        .put("events", report.dataset().getEvents())
        .put("tracks", report.trackCount())
        .put("split_seed", report.dataset().getSplitSeed())
        .put("sampled_share", report.dataset().getSampledShare());
    ArrayNode trials = root.putArray("trials");
    report.outcome().results().forEach(result -> trials.add(trial(result)));
    root.set("best", trial(report.outcome().best()));
    ObjectNode metrics = root.putObject("metrics");
    new TreeMap<>(report.metrics()).forEach(metrics::put);
    root.put("published", report.published().map(m -> m.getVersion()).orElse(null));
    root.put("seconds", report.seconds());
    return root;
  }

  private static ObjectNode trial(TrialResult result) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("number", result.trial().number());
    ObjectNode parameters = node.putObject("parameters");
    result.trial().named().forEach(parameters::put);
    Metrics validation = result.validation();
    if (validation == null) {
      return node.put("failure", result.failure());
    }
    validation.named("").forEach(node::put);
    return node.put("words_per_second", result.wordsPerSecond())
        .put("seconds", result.trainingSeconds())
        .put("cpu_seconds", result.cpuSeconds())
        .put("evaluation_seconds", result.evaluationSeconds());
  }
}

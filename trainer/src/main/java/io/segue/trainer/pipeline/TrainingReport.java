package io.segue.trainer.pipeline;

import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.trials.SearchOutcome;
import java.util.Map;
import java.util.Optional;

/**
 * What a training did.
 *
 * @param dataset what was trained on
 * @param trackCount how many tracks the dataset has
 * @param outcome what the search found
 * @param metrics of the winner, by name: "validation.…" and "test.…" by the tutorial's protocol,
 *     "served.…" as users get it
 * @param published the published version; empty when it was not to be published
 * @param seconds how long it took, without reading the dataset
 */
public record TrainingReport(
    DatasetReference dataset,
    int trackCount,
    SearchOutcome outcome,
    Map<String, Double> metrics,
    Optional<IndexManifest> published,
    double seconds) {

  /** Copies the map. */
  public TrainingReport {
    metrics = Map.copyOf(metrics);
  }
}

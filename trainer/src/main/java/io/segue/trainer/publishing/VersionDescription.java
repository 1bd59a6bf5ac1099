package io.segue.trainer.publishing;

import io.segue.schemas.DatasetReference;
import java.util.Map;

/**
 * What a manifest says about a version beside its bytes.
 *
 * @param metrics what was measured, by name
 * @param hyperparameters what it was trained with, by name
 * @param dataset what it was trained on
 * @param codeVersion the version of Segue
 */
public record VersionDescription(
    Map<String, Double> metrics,
    Map<String, String> hyperparameters,
    DatasetReference dataset,
    String codeVersion) {

  /** Copies the maps. */
  public VersionDescription {
    metrics = Map.copyOf(metrics);
    hyperparameters = Map.copyOf(hyperparameters);
  }
}

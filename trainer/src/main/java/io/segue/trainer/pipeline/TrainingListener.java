package io.segue.trainer.pipeline;

import io.segue.schemas.IndexManifest;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.trials.SearchListener;
import io.segue.trainer.trials.SearchOutcome;

/** Hears how a training goes on. What a search says comes from several threads at once. */
public interface TrainingListener extends SearchListener {

  /** Hears nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** The dataset was read; so many trials will be run on it. */
  default void searching(Dataset dataset, int trials) {}

  /** All trials have ended, and the best one is tested. */
  default void searched(SearchOutcome outcome) {}

  /** So many of the vectors are in the index. */
  default void indexed(int vectors, int total) {}

  /** The model is published and active. */
  default void published(IndexManifest manifest) {}
}

package io.segue.trainer.pipeline;

import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.RankingProfile;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Verdict;
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

  /** The ranking is trained, or there is none. */
  default void ranked(RankingProfile ranking) {}

  /** The model was examined, and this is what the gate says. */
  default void judged(Examination examination, Verdict verdict) {}

  /** The model is published; {@code active} if it is to be served. */
  default void published(IndexManifest manifest, boolean active) {}
}

package io.segue.trainer.pipeline;

import io.segue.schemas.DatasetReference;
import io.segue.trainer.trials.TrialPool;
import io.segue.trainer.trials.TrialRunner;

/** Says where the trials of a search run. */
@FunctionalInterface
public interface TrialPools {

  /**
   * Opens a pool for one search; the caller closes it.
   *
   * @param searchId the same when a search is taken up again
   * @param dataset what the trials are run on
   * @param runner for pools that run trials in this process
   */
  TrialPool open(String searchId, DatasetReference dataset, TrialRunner runner);
}

package io.segue.app.api;

import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;

/** What the recommending endpoints have in common: the range of k, and needing an index. */
final class Recommending {

  static final int K_MAX = 500;
  static final int K_DEFAULT = 20;

  private Recommending() {}

  /**
   * The index that serves now; take it once a request.
   *
   * @throws ProblemException 503 while there is none
   */
  static ServingIndex indexOf(ServedIndex served) {
    ServingIndex index = served.current();
    if (index == null) {
      throw ProblemException.unavailable(
          "No index version serves here yet. Publish one with the trainer, or look at /v1/index"
              + " for what keeps it from being loaded.");
    }
    return index;
  }
}

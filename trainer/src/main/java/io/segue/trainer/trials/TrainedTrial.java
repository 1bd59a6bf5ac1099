package io.segue.trainer.trials;

import io.segue.trainer.embedding.Embedding;
import org.jspecify.annotations.Nullable;

/**
 * What running a trial gave.
 *
 * @param result how it went
 * @param embedding what was trained, null when it failed
 */
public record TrainedTrial(TrialResult result, @Nullable Embedding embedding) {}

package io.segue.trainer.pipeline;

import io.segue.trainer.card.Run;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.publishing.IndexPublisher;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of the best model.
 *
 * @param run which run it comes from
 * @param publisher where it goes, null to publish nothing
 * @param thresholds what the gate demands
 * @param force whether it is activated whatever the gate says
 */
public record Release(
    Run run, @Nullable IndexPublisher publisher, Thresholds thresholds, boolean force) {}

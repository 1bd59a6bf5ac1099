/**
 * Trials on many machines: requests that go out through Kafka, and workers that take them.
 *
 * <p>Owns the share group of the workers and what is written to the topics {@code trial-requests}
 * and {@code trial-results}. Start at {@link io.segue.trainer.distributed.DistributedTrials} for
 * who asks and at {@link io.segue.trainer.distributed.TrialWorker} for who works. May not depend on
 * publishing, on the pipeline or on commands.
 */
@NullMarked
package io.segue.trainer.distributed;

import org.jspecify.annotations.NullMarked;

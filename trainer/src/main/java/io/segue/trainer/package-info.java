/**
 * Batch: datasets, embedding training, trials, publishing, and the commands for them.
 *
 * <p>Owns the command line; the packages below own the work. Start at {@link
 * io.segue.trainer.Main}, or in the same process at {@link io.segue.trainer.pipeline.Training}. May
 * not depend on the streams topology.
 */
@NullMarked
package io.segue.trainer;

import org.jspecify.annotations.NullMarked;

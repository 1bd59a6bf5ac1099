/**
 * Trials: many hyperparameters tried, each measured on the validation part, the best one tested.
 *
 * <p>Owns the order in which points are tried, how trials share the processor, and the
 * measurements. Start at {@link io.segue.trainer.trials.Search}. May not depend on Kafka, on
 * publishing or on commands.
 */
@NullMarked
package io.segue.trainer.trials;

import org.jspecify.annotations.NullMarked;

/**
 * When to train, and that never two trainings publish at once.
 *
 * <p>Owns the lease that a training holds, and the turns of a periodic trainer. Start at {@link
 * io.segue.trainer.schedule.PeriodicTraining}. May not depend on datasets, trials or commands.
 */
@NullMarked
package io.segue.trainer.schedule;

import org.jspecify.annotations.NullMarked;

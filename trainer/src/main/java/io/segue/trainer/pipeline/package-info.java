/**
 * Training from end to end: dataset, search, model, publication.
 *
 * <p>Owns the order of these steps, and what is said about them. Start at {@link
 * io.segue.trainer.pipeline.Training}. May not depend on commands.
 */
@NullMarked
package io.segue.trainer.pipeline;

import org.jspecify.annotations.NullMarked;

/**
 * Publishing: models become index versions, and one of them becomes the active one.
 *
 * <p>Owns what is written to the topics {@code index-chunks} and {@code index-versions}. Start at
 * {@link io.segue.trainer.publishing.IndexPublisher}. May not depend on training.
 */
@NullMarked
package io.segue.trainer.publishing;

import org.jspecify.annotations.NullMarked;

/**
 * Learning in the stream what follows what: the settings, what is worth learning, and the processor
 * that keeps the store of successors and announces changes.
 *
 * <p>Start at {@link io.segue.app.rules.SuccessorProcessor}; {@code topology} puts it in its place.
 * May not depend on HTTP, on the index or on the topology.
 */
@NullMarked
package io.segue.app.rules;

import org.jspecify.annotations.NullMarked;

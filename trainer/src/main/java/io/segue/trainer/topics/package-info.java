/**
 * Kafka clients as the trainer needs them.
 *
 * <p>Owns their configuration. Start at {@link io.segue.trainer.topics.Clients}. May not depend on
 * other packages of the trainer.
 */
@NullMarked
package io.segue.trainer.topics;

import org.jspecify.annotations.NullMarked;

/**
 * The dead letters: what failed, why, and another try after a fix ({@code segue dlq}).
 *
 * <p>Owns the reading of the topic that Kafka Streams sends failed records to (KIP-1034), the marks
 * by which a record is replayed once and not twice, and the commands. Enters through {@link
 * io.segue.app.deadletters.DlqCommand}. Knows Kafka's clients and the schemas, and nothing of the
 * running app: the commands work while no instance does.
 */
@NullMarked
package io.segue.app.deadletters;

import org.jspecify.annotations.NullMarked;

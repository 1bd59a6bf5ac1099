/**
 * Writing playlist events to Kafka.
 *
 * <p>Start at {@link io.segue.app.events.EventLog}. May not depend on HTTP, on the topology or on
 * the index.
 */
@NullMarked
package io.segue.app.events;

import org.jspecify.annotations.NullMarked;

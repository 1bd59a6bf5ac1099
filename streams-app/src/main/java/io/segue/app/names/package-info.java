/**
 * Owns finding tracks by what people call them: names folded to plain words, the words of a whole
 * index version in memory.
 *
 * <p>{@link io.segue.app.names.TrackSearch} is the door. Knows nothing of HTTP and Kafka.
 */
@NullMarked
package io.segue.app.names;

import org.jspecify.annotations.NullMarked;

/**
 * Brings what the stream learns to the index that serves: follows the topic {@code
 * track-successors}, leaves out what a version was trained on, and feeds the live segment of each
 * version that is in memory.
 *
 * <p>Start at {@link io.segue.app.live.LiveFeed}. May not depend on HTTP or on the topology.
 */
@NullMarked
package io.segue.app.live;

import org.jspecify.annotations.NullMarked;

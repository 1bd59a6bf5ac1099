/**
 * Following the published index versions: fetch, verify, load, warm, swap, keep the last.
 *
 * <p>Start at {@link io.segue.app.index.IndexFollower}, which does the work on one thread; the rest
 * of the process reads {@link io.segue.app.index.ServedIndex}. May not depend on HTTP or on the
 * streams topology.
 */
@NullMarked
package io.segue.app.index;

import org.jspecify.annotations.NullMarked;

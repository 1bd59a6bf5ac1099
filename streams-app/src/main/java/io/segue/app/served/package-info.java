/**
 * The log of what was recommended, for whoever wants to know later what came of it.
 *
 * <p>Start at {@link io.segue.app.served.ServedLog}. May not depend on HTTP or on the topology.
 */
@NullMarked
package io.segue.app.served;

import org.jspecify.annotations.NullMarked;

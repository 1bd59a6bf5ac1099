/**
 * Trials of a new index version beside the one that serves: how they are judged, who decides, and
 * the commands.
 *
 * <p>Start at {@link io.segue.app.canary.CanaryDecider}, which ends trials; {@link
 * io.segue.app.canary.Evidence} is the statistics. May not depend on HTTP servers or on the
 * topology.
 */
@NullMarked
package io.segue.app.canary;

import org.jspecify.annotations.NullMarked;

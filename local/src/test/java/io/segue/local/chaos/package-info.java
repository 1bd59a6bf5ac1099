/**
 * Breaking Segue on purpose: brokers and instances as processes, load that knows the truth, faults
 * by name.
 *
 * <p>Start at {@link io.segue.local.chaos.ChaosCommand}, which {@code scripts/chaos} runs; the
 * tests run short forms of the same scenarios. Part of no product; knows Segue by its command line,
 * its topics and its API only.
 */
@NullMarked
package io.segue.local.chaos;

import org.jspecify.annotations.NullMarked;

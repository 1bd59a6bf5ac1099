/**
 * Whether what comes in is still what the index was trained on.
 *
 * <p>Start at {@link io.segue.app.health.DataHealth}. May not depend on HTTP.
 */
@NullMarked
package io.segue.app.health;

import org.jspecify.annotations.NullMarked;

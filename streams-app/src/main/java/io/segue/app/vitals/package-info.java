/**
 * Whether the process is ready, and whether a part of it has died.
 *
 * <p>Owns {@link io.segue.app.vitals.Vitals}. Depends on nothing.
 */
@NullMarked
package io.segue.app.vitals;

import org.jspecify.annotations.NullMarked;

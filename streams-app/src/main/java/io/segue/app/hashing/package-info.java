/**
 * Draws that every instance makes alike, without asking the others.
 *
 * <p>Owns {@link io.segue.app.hashing.StableHash}. Depends on nothing.
 */
@NullMarked
package io.segue.app.hashing;

import org.jspecify.annotations.NullMarked;

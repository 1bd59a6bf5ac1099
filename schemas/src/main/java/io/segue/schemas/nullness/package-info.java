/**
 * Marks for the generated Avro records: which of their fields may be null.
 *
 * <p>Owns {@link io.segue.schemas.nullness.Nullable} and {@link io.segue.schemas.nullness.NonNull},
 * for Avro's code generator only: it writes annotations where JSpecify's, which annotate types and
 * not declarations, may not stand. Code written by hand uses JSpecify. Depends on nothing.
 */
@NullMarked
package io.segue.schemas.nullness;

import org.jspecify.annotations.NullMarked;

/**
 * Tables of float vectors and the arithmetic on them. Entry: {@link
 * io.segue.recommender.vectors.VectorTable}. Depends on nothing but the Vector API.
 */
@NullMarked
package io.segue.recommender.vectors;

import org.jspecify.annotations.NullMarked;

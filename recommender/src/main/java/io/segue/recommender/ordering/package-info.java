/**
 * The last of the four stages: puts an answer in an order that people like to listen to. Entry:
 * {@link io.segue.recommender.ordering.Ordering}. Depends on {@code vectors} only.
 */
@NullMarked
package io.segue.recommender.ordering;

import org.jspecify.annotations.NullMarked;

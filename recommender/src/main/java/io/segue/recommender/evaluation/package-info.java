/**
 * How good ranked lists are. Entry: {@link io.segue.recommender.evaluation.TargetRanks}. Depends on
 * nothing else of Segue.
 */
@NullMarked
package io.segue.recommender.evaluation;

import org.jspecify.annotations.NullMarked;

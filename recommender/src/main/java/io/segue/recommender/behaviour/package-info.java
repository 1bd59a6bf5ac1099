/**
 * How a recommender behaves beyond its hit rate, after RecList (Chia et al. 2022): how wrong its
 * wrong answers are, how stable they are, what they favour, and whether the index finds what is
 * there. Entry: {@link io.segue.recommender.behaviour.Interview}, which puts questions to a
 * recommender. Depends on the recommender and on {@code evaluation}.
 */
@NullMarked
package io.segue.recommender.behaviour;

import org.jspecify.annotations.NullMarked;

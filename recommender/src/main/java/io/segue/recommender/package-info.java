/**
 * The algorithm: what to play next.
 *
 * <p>A {@link io.segue.recommender.Model} is everything that one index version knows; a {@link
 * io.segue.recommender.Recommender} answers {@linkplain io.segue.recommender.RecommendationRequest
 * requests} from it. The same code answers a live query and an offline test, so the two cannot
 * drift apart. Vectors live in {@code vectors}, nearest neighbours in {@code neighbours}.
 *
 * <p>May not depend on Kafka, HTTP, clocks or files, nor on any other module of Segue.
 */
@NullMarked
package io.segue.recommender;

import org.jspecify.annotations.NullMarked;

/**
 * The third of the four stages: puts candidates in order. Entry: {@link
 * io.segue.recommender.ranking.Ranker}. Depends on {@code retrieval} and {@code sessions} only.
 */
@NullMarked
package io.segue.recommender.ranking;

import org.jspecify.annotations.NullMarked;

/**
 * The first of the four stages: which tracks could come next. Entry: {@link
 * io.segue.recommender.retrieval.CandidateSource}, with its implementations, which all write into
 * one {@link io.segue.recommender.retrieval.CandidateTable}. Depends on {@code sessions}, {@code
 * vectors} and {@code neighbours} only.
 */
@NullMarked
package io.segue.recommender.retrieval;

import org.jspecify.annotations.NullMarked;

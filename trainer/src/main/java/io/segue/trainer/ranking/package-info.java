/**
 * Learns retrieval and ranking from sessions: tunes the sources, trains next-track vectors, the
 * shortlist and the ranker, all on splits by time. Entry: {@link
 * io.segue.trainer.ranking.RankingSearch}. XGBoost is known here and nowhere else. Knows no Kafka.
 */
@NullMarked
package io.segue.trainer.ranking;

import org.jspecify.annotations.NullMarked;

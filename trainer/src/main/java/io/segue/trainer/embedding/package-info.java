/**
 * prod2vec: word2vec's skip-gram and CBOW with negative sampling, on sequences of tracks.
 *
 * <p>Owns the training arithmetic and nothing else. Start at {@link
 * io.segue.trainer.embedding.Prod2Vec}. May not depend on Kafka, on files or on any other package
 * of the trainer; of the recommender only on its vector tables.
 */
@NullMarked
package io.segue.trainer.embedding;

import org.jspecify.annotations.NullMarked;

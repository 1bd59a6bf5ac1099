/**
 * Datasets: the playlists to learn from, and their split into training, validation and test.
 *
 * <p>Owns how a dataset is read from Kafka at pinned offsets or from files, which playlists are
 * used, and the split. Start at {@link io.segue.trainer.dataset.Dataset}. May not depend on trials,
 * publishing or commands.
 */
@NullMarked
package io.segue.trainer.dataset;

import org.jspecify.annotations.NullMarked;

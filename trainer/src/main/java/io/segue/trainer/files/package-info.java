/**
 * Playlists from files: the tutorial's CSV, the same table as Parquet, slices of the Million
 * Playlist Dataset, plain sequences.
 *
 * <p>Owns how formats are told apart, how each is read without holding it in memory, and what
 * happens to rows that cannot be read. Entry class: {@link io.segue.trainer.files.PlaylistFile}.
 * May not depend on Kafka's clients or on the rest of the trainer.
 */
@NullMarked
package io.segue.trainer.files;

import org.jspecify.annotations.NullMarked;

/**
 * The import of playlists from files into Kafka.
 *
 * <p>Owns the sending, the ids of imported events, the file of rejected rows and the command {@code
 * import}. Entry class: {@link io.segue.trainer.importing.Importer}; on the command line {@link
 * io.segue.trainer.importing.ImportCommand}. May depend on {@code io.segue.trainer.files} and the
 * schemas, not on the rest of the trainer.
 */
@NullMarked
package io.segue.trainer.importing;

import org.jspecify.annotations.NullMarked;

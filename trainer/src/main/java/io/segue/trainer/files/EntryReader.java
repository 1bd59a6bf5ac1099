package io.segue.trainer.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of one format, entry by entry, in the file's order.
 *
 * <p>Not thread-safe. The reader owns what it was made from and closes it.
 */
interface EntryReader extends Closeable {

  /**
   * The next entry; its ids need not be valid. Null at the end.
   *
   * @param rejects takes the reason and the row of whatever cannot be read on the way there
   * @throws io.segue.schemas.BadInputException when the file as a whole is not what it seemed
   * @throws IOException when reading fails
   */
  @Nullable PlaylistEntry next(ObjLongConsumer<String> rejects) throws IOException;

  /** How much of the file has been read, 0 to 1. */
  double progress();
}

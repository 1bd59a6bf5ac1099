package io.segue.app;

import io.segue.app.topology.StoredState;
import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which an instance keeps what survives a restart, held by one process at a time.
 *
 * <p>Everything in it can be made again from Kafka; deleting it costs time and nothing else.
 */
final class StateDirectory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);

  private final Path directory;
  private final FileChannel lock;

  private StateDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes hold of it.
   *
   * @throws BadInputException when it cannot be made, or another process holds it
   */
  static StateDirectory open(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new BadInputException(
            "Another instance uses the folder "
                + directory
                + "; give each its own with --state-dir.");
      }
      return new StateDirectory(directory, channel);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static BadInputException unusable(Path directory, IOException e) {
    return new BadInputException(
        "The folder "
            + directory
            + " cannot be used for state ("
            + e
            + "); give another one with --state-dir.",
        e);
  }

  /** Where Kafka Streams keeps its stores. */
  Path stores() {
    return directory.resolve("stores");
  }

  /**
   * Deletes what is damaged of the stores; it is restored from Kafka.
   *
   * @throws BadInputException when the folder cannot be read or written
   */
  void discardDamagedStores() {
    try {
      StoredState.discardDamaged(stores());
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** Where index bundles are cached. */
  Path indexCache() {
    return directory.resolve("index-cache");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("The lock on {} cannot be released: {}", directory, e.toString());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this process holds it already
    }
  }
}

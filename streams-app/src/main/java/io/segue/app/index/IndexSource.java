package io.segue.app.index;

import io.segue.schemas.IndexChunk;
import java.time.Duration;
import java.util.List;

/**
 * Where index versions come from: the two topics, or a list in memory for tests.
 *
 * <p>Used by one thread, except {@link #wakeup}. Yields committed records only.
 */
public interface IndexSource extends AutoCloseable {

  /**
   * The next records of {@code index-versions}, in order, from the log's beginning on.
   *
   * @param wait how long to wait for the first one; with {@link Duration#ZERO} only what is there
   * @return none when nothing came, or when {@link #wakeup} was called
   * @throws IndexUnavailableException when the log cannot be read now
   */
  List<IndexAnnouncement> poll(Duration wait) throws IndexUnavailableException;

  /**
   * Whether everything has been polled that was in the log when the source was opened. Before that,
   * the latest activation is not known.
   */
  boolean caughtUp();

  /**
   * The record of {@code index-chunks} at a place.
   *
   * @throws IndexFaultException when there is none (never written, or compacted away) or it cannot
   *     be decoded
   * @throws IndexUnavailableException when the log cannot be read now
   */
  IndexChunk chunk(int partition, long offset)
      throws IndexFaultException, IndexUnavailableException;

  /** Ends a waiting {@link #poll}, or the next one. May be called from any thread. */
  void wakeup();

  @Override
  void close();
}

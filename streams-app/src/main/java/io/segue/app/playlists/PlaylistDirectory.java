package io.segue.app.playlists;

import java.time.Duration;
import java.util.List;

/**
 * Finds playlists. Thread-safe; may read from disk, never from the network.
 *
 * <p>Ids are taken as they are: whoever writes events and whoever asks must spell them alike.
 */
public interface PlaylistDirectory {

  /**
   * Looks a playlist up where this instance is responsible for it, else says who is.
   *
   * @return {@link PlaylistLookup.Here}, {@link PlaylistLookup.Elsewhere} or {@link
   *     PlaylistLookup.Nowhere}; never throws for a rebalance or a restoring store
   */
  PlaylistLookup find(String playlistId);

  /**
   * Looks a playlist up in a copy that this instance holds for another one, or in a store that is
   * being restored. Only if it is known how far that copy may be behind.
   *
   * @return {@link PlaylistLookup.Here} or {@link PlaylistLookup.Nowhere}
   */
  PlaylistLookup findCopy(String playlistId);

  /** Where the other instances are reached that keep a copy of the playlist; may be empty. */
  List<Address> standbysOf(String playlistId);

  /**
   * Waits until the store that this instance writes has taken in an event, if it has the event's
   * partition.
   *
   * @param partition the event's partition of {@code playlist-events}
   * @param offset its offset there
   * @param limit how long
   * @return whether it has; false when the time was over before, or the thread was interrupted
   */
  boolean awaitEvent(int partition, long offset, Duration limit);
}

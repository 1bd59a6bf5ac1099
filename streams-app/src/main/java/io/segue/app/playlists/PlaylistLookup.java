package io.segue.app.playlists;

import io.segue.schemas.PlaylistState;
import org.jspecify.annotations.Nullable;

/** What came of looking for a playlist. */
public sealed interface PlaylistLookup {

  /**
   * This instance has the partition in which the playlist lies.
   *
   * @param state the playlist; null when there is none of that id
   * @param staleness how current that is
   */
  record Here(@Nullable PlaylistState state, Staleness staleness) implements PlaylistLookup {}

  /**
   * Another instance has it.
   *
   * @param owner where that instance is reached
   */
  record Elsewhere(Address owner) implements PlaylistLookup {}

  /**
   * Nobody is known to have it now: the partition is moving or being restored.
   *
   * @param reason a clause that says which
   */
  record Nowhere(String reason) implements PlaylistLookup {}
}

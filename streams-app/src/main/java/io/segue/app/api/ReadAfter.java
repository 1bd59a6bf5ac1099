package io.segue.app.api;

import io.segue.app.playlists.PlaylistDirectory;
import io.segue.app.playlists.PlaylistLookup;
import io.segue.app.playlists.Staleness;
import io.segue.schemas.PlaylistState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a playlist as it is after an event that the client has written (read your own writes).
 *
 * <p>The instance that has the playlist waits until its store has taken the event in, for half of
 * the hop limit at most, so that an instance that passed the request on gets its answer in time.
 * Who waits is woken by the stream thread. Thread-safe.
 */
final class ReadAfter {

  /**
   * A playlist, read.
   *
   * @param here what was found, after waiting
   * @param after whether it contains the event; null when the client named none
   */
  record Reading(PlaylistLookup.Here here, @Nullable AfterView after) {

    /**
     * The playlist.
     *
     * @throws ProblemException 503 when there is none before the event that is waited for, else 404
     *     when there is none
     */
    PlaylistState state(String playlistId) {
      if (here.state() == null && after != null && !after.reached()) {
        throw ProblemException.unavailable(
            "The event "
                + after.event()
                + " is not in the playlist "
                + Texts.quoted(playlistId)
                + " yet, and nothing else is. Try again soon.");
      }
      return GetPlaylist.stateOf(playlistId, here);
    }
  }

  /**
   * What came of waiting for an event.
   *
   * @param event the token that the client gave
   * @param reached whether the answer contains the event; false when it did not come in time, and
   *     when the answer comes from a copy, of which that is not known
   * @param waitedMs how long the answer was held back for it, in milliseconds
   */
  record AfterView(String event, boolean reached, long waitedMs) {

    /** For an answer of which it is not known, or known not to contain the event. */
    static AfterView notReached(EventToken event) {
      return new AfterView(event.toString(), false, 0);
    }
  }

  private static final long NANOS_PER_MS = 1_000_000;

  private final PlaylistDirectory directory;
  private final Duration limit;

  /**
   * @param hopLimit how long an instance waits for another one's answer
   */
  ReadAfter(PlaylistDirectory directory, Duration hopLimit) {
    this.directory = directory;
    this.limit = hopLimit.dividedBy(2);
  }

  /**
   * Reads the playlist after the event.
   *
   * @param here what was found without waiting
   * @param event what the client wants to see; null for whatever there is
   * @throws ProblemException 400 when the event lies in another partition than the playlist
   */
  Reading read(String playlistId, PlaylistLookup.Here here, @Nullable EventToken event) {
    if (event == null) {
      return new Reading(here, null);
    }
    Staleness staleness = here.staleness();
    if (!Objects.equals(staleness.partition(), event.partition())) {
      throw ProblemException.badRequest(
          "The token "
              + event
              + " is of partition "
              + event.partition()
              + ", and events of the playlist "
              + Texts.quoted(playlistId)
              + " lie in partition "
              + staleness.partition()
              + "; give the token of an event of this playlist.");
    }
    if (staleness.state() != Staleness.State.ACTIVE) {
      return new Reading(here, AfterView.notReached(event));
    }
    long from = System.nanoTime();
    boolean reached = directory.awaitEvent(event.partition(), event.offset(), limit);
    long waitedMs = (System.nanoTime() - from) / NANOS_PER_MS;
    PlaylistLookup again = directory.find(playlistId);
    return again instanceof PlaylistLookup.Here now
        ? new Reading(now, new AfterView(event.toString(), reached, waitedMs))
        : new Reading(here, new AfterView(event.toString(), false, waitedMs));
  }
}

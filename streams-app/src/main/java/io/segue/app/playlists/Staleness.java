package io.segue.app.playlists;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How current the playlist behind an answer is, as far as it can be known.
 *
 * @param state which copy of the store was read
 * @param partition the partition of {@code playlist-events} in which the playlist lies; null for
 *     {@link State#NONE}
 * @param recordsBehind how many records of that partition had not been applied when it was last
 *     measured, 0 or more; null when it has not been measured
 * @param measuredAt when that was; null when it has not been measured
 * @param completeUpTo all that the partition held at that time is in the answer; null when nothing
 *     can be said
 * @param lastEventAt the timestamp of the last record of the partition that this instance applied;
 *     null when it has applied none since it took the partition over
 */
public record Staleness(
    State state,
    @Nullable Integer partition,
    @Nullable Long recordsBehind,
    @Nullable Instant measuredAt,
    @Nullable Instant completeUpTo,
    @Nullable Instant lastEventAt) {

  /** Which copy of the store was read. */
  public enum State {
    /** The copy that the stream itself writes. */
    ACTIVE,
    /** A copy kept for the case that the owner fails. */
    STANDBY,
    /** None: the answer comes from the index alone. */
    NONE
  }

  /** For answers that need no playlist. */
  public static final Staleness NONE = new Staleness(State.NONE, null, null, null, null, null);
}

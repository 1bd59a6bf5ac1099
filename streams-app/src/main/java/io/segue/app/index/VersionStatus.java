package io.segue.app.index;

import io.segue.schemas.IndexManifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one index version stands on this instance.
 *
 * @param version the version's name
 * @param state how far it has come
 * @param reason why it is faulty, or what a loading version waits for; null when there is nothing
 *     to say
 * @param since when the state began
 * @param manifest what the version says of itself; null when that is what is missing
 * @param loaded the version, where it is in memory; else null
 */
public record VersionStatus(
    String version,
    State state,
    @Nullable String reason,
    Instant since,
    @Nullable IndexManifest manifest,
    @Nullable ServingIndex loaded) {

  /** How far a version has come on this instance. */
  public enum State {
    /** Announced; its bytes are not verified yet. */
    LOADING,
    /** Verified and in the cache on disk. */
    READY,
    /** Answers the queries. */
    SERVING,
    /** Answers the queries about the playlists of a trial. */
    CANDIDATE,
    /** In memory, to be swapped back at once. */
    PREVIOUS,
    /** Cannot be served; the reason says why. */
    FAULTY
  }
}

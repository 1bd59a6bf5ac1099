package io.segue.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as it stands.
 *
 * @param userId whose it is, where an event said so
 * @param tracks oldest first
 * @param skipped tracks that were not wanted in it
 * @param eventCount how many events have changed it
 * @param instance who answered
 * @param after what came of waiting for an event; null where none was waited for
 */
public record Playlist(
    String playlistId,
    @Nullable String userId,
    int trackCount,
    List<Entry> tracks,
    List<Track> skipped,
    long eventCount,
    Instant updatedAt,
    String instance,
    Staleness staleness,
    @Nullable After after) {

  /** A track of the playlist. */
  public record Entry(
      String trackId, @Nullable String title, @Nullable String artist, Instant addedAt) {}
}

package io.segue.trainer.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of one playlist, as a file has it. The ids are valid by {@link
 * io.segue.schemas.EventRules}.
 *
 * @param playlistId the playlist's id
 * @param userId whose playlist it is, where the file tells
 * @param trackId the track's id
 * @param position the entry's place among its playlist's entries in this file, from 0; entries that
 *     were rejected count too
 * @param track what people call the track, where the file tells
 * @param modifiedAt when the playlist was changed last, where the file tells
 * @param row where the entry is, from 1: the line (the header is line 1) in CSV and sequences, the
 *     row in Parquet, the number of the track entry in a slice
 */
public record PlaylistEntry(
    String playlistId,
    @Nullable String userId,
    String trackId,
    int position,
    @Nullable TrackNames track,
    @Nullable Instant modifiedAt,
    long row) {

  /**
   * What people call a track.
   *
   * @param title may be empty
   * @param artist may be empty
   * @param album where known
   * @param durationMs the length in milliseconds, where known
   */
  public record TrackNames(
      String title, String artist, @Nullable String album, @Nullable Long durationMs) {}
}

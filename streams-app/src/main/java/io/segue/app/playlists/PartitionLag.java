package io.segue.app.playlists;

import org.jspecify.annotations.Nullable;

/**
 * How far an instance has come in a partition of {@code playlist-events} that it works on.
 *
 * @param nextOffset the offset of the event that comes next; null when it is not known yet
 * @param staleness how far that is behind
 */
public record PartitionLag(@Nullable Long nextOffset, Staleness staleness) {

  /** How many records of the partition are not applied yet; 0 while that is not known. */
  public long recordsBehind() {
    Long behind = staleness.recordsBehind();
    return behind == null ? 0 : behind;
  }
}

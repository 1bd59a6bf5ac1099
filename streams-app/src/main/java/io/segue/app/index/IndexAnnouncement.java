package io.segue.app.index;

import io.segue.schemas.IndexUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code index-versions}.
 *
 * @param key the record's key
 * @param update its value; null when the record is a tombstone or cannot be read
 * @param fault why its value cannot be read; null when it could, or is a tombstone
 */
public record IndexAnnouncement(String key, @Nullable IndexUpdate update, @Nullable String fault) {

  /** A record that was read. */
  public static IndexAnnouncement of(String key, IndexUpdate update) {
    return new IndexAnnouncement(key, update, null);
  }

  /** A record that takes the key back. */
  public static IndexAnnouncement tombstone(String key) {
    return new IndexAnnouncement(key, null, null);
  }

  /** A record whose value cannot be read. */
  public static IndexAnnouncement unreadable(String key, String fault) {
    return new IndexAnnouncement(key, null, fault);
  }

  /** Whether the record takes its key back. */
  public boolean isTombstone() {
    return update == null && fault == null;
  }
}

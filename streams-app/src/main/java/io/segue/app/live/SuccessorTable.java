package io.segue.app.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest announcement of each track, as bytes, within a bound: the tracks that were announced
 * longest ago give way. By when they were announced and not by when they are read, for at a start
 * the topic's partitions are read one after the other. Not thread-safe.
 */
final class SuccessorTable {

  /** What an entry takes beside its key and value: the objects of two maps. */
  private static final int ENTRY_BYTES = 240;

  /** What was announced of a track, and when, in milliseconds since the epoch. */
  @SuppressWarnings("ArrayRecordComponent") // compared by time and track alone
  record Announcement(String track, byte[] value, long atMs) {}

  private static final Comparator<Announcement> OLDEST_FIRST =
      Comparator.comparingLong(Announcement::atMs).thenComparing(Announcement::track);

  private final long bytesMax;
  private final Map<String, Announcement> byTrack = new HashMap<>();
  private final TreeSet<Announcement> byTime = new TreeSet<>(OLDEST_FIRST);
  private long bytes;

  /**
   * @param bytesMax about how much memory the table may take
   */
  SuccessorTable(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /**
   * Puts an announcement in place of the track's last one.
   *
   * @param value null to forget the track
   * @param atMs when it was announced, in milliseconds since the epoch
   * @return the tracks that gave way; the track itself may be one
   */
  List<String> put(String track, byte @Nullable [] value, long atMs) {
    Announcement before = byTrack.get(track);
    if (before != null) {
      remove(before);
    }
    List<String> gone = new ArrayList<>();
    if (value != null) {
      Announcement announcement = new Announcement(track, value, atMs);
      byTrack.put(track, announcement);
      byTime.add(announcement);
      bytes += size(announcement);
      while (bytes > bytesMax) {
        Announcement oldest = byTime.first();
        remove(oldest);
        gone.add(oldest.track());
      }
    }
    return gone;
  }

  private void remove(Announcement announcement) {
    byTrack.remove(announcement.track());
    byTime.remove(announcement);
    bytes -= size(announcement);
  }

  private static long size(Announcement announcement) {
    return ENTRY_BYTES + 2L * announcement.track().length() + announcement.value().length;
  }

  /** All announcements, the latest first. */
  List<Announcement> latestFirst() {
    return List.copyOf(byTime.descendingSet());
  }

  /** How many tracks there are. */
  int size() {
    return byTrack.size();
  }

  /** About how much memory they take. */
  long bytes() {
    return bytes;
  }
}

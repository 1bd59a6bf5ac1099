package io.segue.app.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest announcement of each track, as bytes, within a bound: the tracks that were announced
 * longest ago give way. Not thread-safe.
 */
final class SuccessorTable {

  /** What an entry takes beside its key and value: the map's own objects. */
  private static final int ENTRY_BYTES = 160;

  private final long bytesMax;
  private final Map<String, byte[]> announcements = new LinkedHashMap<>();
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
   * @param announcement null to forget the track
   * @return the tracks that gave way
   */
  List<String> put(String track, byte @Nullable [] announcement) {
    byte[] before = announcements.remove(track);
    if (before != null) {
      bytes -= size(track, before);
    }
    if (announcement == null) {
      return List.of();
    }
    announcements.put(track, announcement);
    bytes += size(track, announcement);
    List<String> gone = new ArrayList<>();
    Iterator<Map.Entry<String, byte[]>> oldest = announcements.entrySet().iterator();
    while (bytes > bytesMax && oldest.hasNext()) {
      Map.Entry<String, byte[]> entry = oldest.next();
      bytes -= size(entry.getKey(), entry.getValue());
      gone.add(entry.getKey());
      oldest.remove();
    }
    return gone;
  }

  private static long size(String track, byte[] announcement) {
    return ENTRY_BYTES + 2L * track.length() + announcement.length;
  }

  /** All announcements, the latest first. */
  List<Map.Entry<String, byte[]>> latestFirst() {
    List<Map.Entry<String, byte[]>> all = new ArrayList<>(announcements.entrySet());
    Collections.reverse(all);
    return all;
  }

  /** How many tracks there are. */
  int size() {
    return announcements.size();
  }

  /** About how much memory they take. */
  long bytes() {
    return bytes;
  }
}

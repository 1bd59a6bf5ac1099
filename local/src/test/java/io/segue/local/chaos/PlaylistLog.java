package io.segue.local.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The truth that answers are compared with: what was added to each playlist, in its order, and when
 * Kafka had confirmed it. Thread-safe.
 */
final class PlaylistLog {

  /** One playlist; the confirmations come in the order of the additions. */
  private static final class Entries {
    private final List<String> tracks = new ArrayList<>();
    private final List<Instant> confirmed = new ArrayList<>();
  }

  private final Map<String, Entries> playlists = new ConcurrentHashMap<>();

  void add(String playlist, String track) {
    Entries entries = playlists.computeIfAbsent(playlist, id -> new Entries());
    synchronized (entries) {
      entries.tracks.add(track);
    }
  }

  /** Kafka has the next addition of the playlist that was not confirmed yet. */
  void confirm(String playlist, Instant at) {
    Entries entries = of(playlist);
    synchronized (entries) {
      entries.confirmed.add(at);
    }
  }

  Set<String> playlists() {
    return Set.copyOf(playlists.keySet());
  }

  /** All tracks so far, oldest first. */
  List<String> tracks(String playlist) {
    Entries entries = of(playlist);
    synchronized (entries) {
      return List.copyOf(entries.tracks);
    }
  }

  /** How many additions Kafka had confirmed at a time. */
  int confirmedAt(String playlist, Instant at) {
    Entries entries = of(playlist);
    synchronized (entries) {
      int count = entries.confirmed.size();
      while (count > 0 && entries.confirmed.get(count - 1).isAfter(at)) {
        count--;
      }
      return count;
    }
  }

  private Entries of(String playlist) {
    Entries entries = playlists.get(playlist);
    if (entries == null) {
      throw new IllegalArgumentException("nothing was added to " + playlist);
    }
    return entries;
  }
}

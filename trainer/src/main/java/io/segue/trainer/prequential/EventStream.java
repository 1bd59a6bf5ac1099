package io.segue.trainer.prequential;

import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded playlists as a stream of events: a number of playlists grow side by side, by turns a
 * track each, and where one ends the next one begins. A second passes between two events.
 */
final class EventStream {

  /** How many playlists grow at the same time. */
  static final int SIDE_BY_SIDE = 50;

  private static final long PAUSE_MS = 1_000;

  private EventStream() {}

  /**
   * The events.
   *
   * @param playlists track ids, oldest first; in the order in which the playlists begin
   * @param prefix of the playlists' ids, which end in their number
   */
  static List<PlaylistEvent> of(List<List<String>> playlists, String prefix) {
    List<PlaylistEvent> events = new ArrayList<>();
    int[] growing = new int[Math.min(SIDE_BY_SIDE, playlists.size())];
    int[] next = new int[growing.length];
    int begun = growing.length;
    int open = growing.length;
    for (int lane = 0; lane < growing.length; lane++) {
      growing[lane] = lane;
    }
    while (open > 0) {
      for (int lane = 0; lane < growing.length; lane++) {
        while (growing[lane] >= 0 && next[lane] == playlists.get(growing[lane]).size()) {
          next[lane] = 0;
          growing[lane] = begun < playlists.size() ? begun++ : -1;
          if (growing[lane] < 0) {
            open--;
          }
        }
        if (growing[lane] >= 0) {
          events.add(
              event(
                  prefix + growing[lane],
                  playlists.get(growing[lane]).get(next[lane]++),
                  events.size()));
        }
      }
    }
    return events;
  }

  private static PlaylistEvent event(String playlist, String track, int number) {
    return new PlaylistEvent(
        Integer.toString(number),
        playlist,
        null,
        track,
        Action.ADD,
        Instant.ofEpochMilli(number * PAUSE_MS),
        null);
  }
}

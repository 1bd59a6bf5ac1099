package io.segue.benchmarks;

import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The latest sessions of a file: a smaller catalogue out of a real one. */
final class RecentSessions {

  private RecentSessions() {}

  /**
   * Writes the latest sessions, of as many tracks as wanted at most.
   *
   * @param all sessions, oldest first, as {@code evaluate} takes them
   * @param tracks how many different tracks they may have
   * @param to is made anew, in the same form
   */
  static void write(Path all, int tracks, Path to) throws IOException {
    Files.write(to, latest(sessions(all), tracks));
  }

  /** The last sessions that together have no more than so many tracks, oldest first. */
  static List<String> latest(List<List<String>> sessions, int tracks) {
    Deque<String> kept = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    for (int session = sessions.size() - 1; session >= 0; session--) {
      seen.addAll(sessions.get(session));
      if (seen.size() > tracks) {
        break;
      }
      kept.addFirst(String.join(" ", sessions.get(session)));
    }
    return List.copyOf(kept);
  }

  private static List<List<String>> sessions(Path all) throws IOException {
    List<List<String>> sessions = new ArrayList<>();
    String last = null;
    try (PlaylistFile file = PlaylistFile.open(all, reject -> {})) {
      for (PlaylistEntry entry = file.next(); entry != null; entry = file.next()) {
        if (!entry.playlistId().equals(last)) {
          last = entry.playlistId();
          sessions.add(new ArrayList<>());
        }
        sessions.get(sessions.size() - 1).add(entry.trackId());
      }
    }
    return sessions;
  }
}

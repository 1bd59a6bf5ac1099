package io.segue.local;

import io.segue.schemas.PlaylistHistory;
import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A playlist of a file, to show recommendations for.
 *
 * @param playlistId its id
 * @param tracks how many tracks it will have when the app has read all of the file's events
 */
record SamplePlaylist(String playlistId, int tracks) {

  private static final int LOOKED_AT = 300;
  private static final int TRACKS_MIN = 5;

  /**
   * Picks playlists that are neither tiny nor next to each other; fewer when there are not so many.
   */
  static List<SamplePlaylist> of(Path file, int count) throws IOException {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    try (PlaylistFile entries = PlaylistFile.open(file, reject -> {})) {
      PlaylistEntry entry;
      while ((entry = entries.next()) != null && lengths.size() < LOOKED_AT) {
        lengths.merge(entry.playlistId(), 1, Integer::sum);
      }
    }
    List<SamplePlaylist> candidates = new ArrayList<>();
    lengths.forEach(
        (playlistId, length) -> {
          if (length >= TRACKS_MIN) {
            candidates.add(
                new SamplePlaylist(
                    playlistId, Math.min(length, PlaylistHistory.TRACKS_MAX_DEFAULT)));
          }
        });
    List<SamplePlaylist> picked = new ArrayList<>();
    for (int i = 0; i < Math.min(count, candidates.size()); i++) {
      picked.add(candidates.get(i * candidates.size() / count));
    }
    return picked;
  }
}

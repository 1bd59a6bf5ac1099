package io.segue.trainer.files;

import io.segue.trainer.files.PlaylistEntry.TrackNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the four columns of the tutorial's table lie, and what a row of them means: the playlist is
 * the user with the playlist's name, the track is the artist with the track's name, and a
 * playlist's order is that of its rows, which need not be next to each other.
 *
 * <p>Counts the rows of each playlist, so one object serves one file. Not thread-safe.
 */
final class PlaylistColumns {

  private static final String BETWEEN_USER_AND_NAME = "-";
  private static final String BETWEEN_ARTIST_AND_TITLE = "|||";

  /** The columns' names: as in the data set, and as in the tutorial's cleaned copy of it. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("user_id"),
          List.of("artistname", "artist"),
          List.of("trackname", "track"),
          List.of("playlistname", "playlist"));

  private final int[] columns;
  private final int columnCount;
  private final FingerprintCounts rowsOfPlaylists = new FingerprintCounts();

  private PlaylistColumns(int[] columns, int columnCount) {
    this.columns = columns;
    this.columnCount = columnCount;
  }

  /** Finds the four columns among the header's; empty when one of them is missing. */
  static Optional<PlaylistColumns> in(List<String> header) {
    List<String> given = new ArrayList<>();
    header.forEach(name -> given.add(name.strip().toLowerCase(Locale.ROOT)));
    int[] columns = new int[NAMES.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = -1;
      for (String name : NAMES.get(i)) {
        if (columns[i] < 0) {
          columns[i] = given.indexOf(name);
        }
      }
      if (columns[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new PlaylistColumns(columns, header.size()));
  }

  /** How many columns the file has, others included. */
  int columnCount() {
    return columnCount;
  }

  /** Which column, from 0, holds the user. */
  int user() {
    return columns[0];
  }

  /** Which column, from 0, holds the artist. */
  int artist() {
    return columns[1];
  }

  /** Which column, from 0, holds the track's title. */
  int title() {
    return columns[2];
  }

  /** Which column, from 0, holds the playlist's name. */
  int playlist() {
    return columns[3];
  }

  /** Why the four values are not an entry, a sentence; null when they are one. */
  static @Nullable String problem(String user, String artist, String title) {
    if (user.isEmpty()) {
      return "The user_id is empty.";
    }
    if (artist.isEmpty() && title.isEmpty()) {
      return "Both the artist's and the track's name are empty.";
    }
    return null;
  }

  /** The entry that the four values are, the next one of its playlist. */
  PlaylistEntry entry(String user, String artist, String title, String playlist, long row) {
    String playlistId = user + BETWEEN_USER_AND_NAME + playlist;
    return new PlaylistEntry(
        playlistId,
        user,
        artist + BETWEEN_ARTIST_AND_TITLE + title,
        rowsOfPlaylists.countedBefore(playlistId),
        new TrackNames(title, artist, null, null),
        null,
        row);
  }
}

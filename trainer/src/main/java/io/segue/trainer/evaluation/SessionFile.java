package io.segue.trainer.evaluation;

import io.segue.recommender.Vocabulary;
import io.segue.recommender.sessions.Sessions;
import io.segue.schemas.BadInputException;
import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as a file has them, in the file's order: one a line, ids separated by blanks, oldest
 * first, both the lines and the ids in them; any other format of playlists will do, too. A line
 * {@code x1 x2 … xn | y} is the session x1, x2, …, xn, y.
 */
public final class SessionFile {

  private final List<int[]> sessions = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> ids = new ArrayList<>();

  private SessionFile() {}

  /**
   * Sessions to learn from.
   *
   * @param sessions the sessions, oldest first
   * @param tracks their tracks, by descending count
   */
  public record Training(Sessions sessions, Vocabulary tracks) {}

  /**
   * Reads sessions to learn from.
   *
   * @throws BadInputException when the file is not there or any of it cannot be read
   */
  public static Training readTraining(Path path) {
    SessionFile file = new SessionFile();
    file.read(path);
    int[] counts = new int[file.ids.size()];
    file.sessions.forEach(
        session -> {
          for (int track : session) {
            counts[track]++;
          }
        });
    Integer[] order = new Integer[counts.length];
    Arrays.setAll(order, track -> track);
    Arrays.sort(order, (a, b) -> Integer.compare(counts[b], counts[a]));
    int[] numberOf = new int[counts.length];
    List<String> ordered = new ArrayList<>();
    for (int number = 0; number < order.length; number++) {
      numberOf[order[number]] = number;
      ordered.add(file.ids.get(order[number]));
    }
    for (int[] session : file.sessions) {
      Arrays.setAll(session, i -> numberOf[session[i]]);
    }
    return new Training(Sessions.of(file.sessions.toArray(int[][]::new)), Vocabulary.of(ordered));
  }

  /**
   * Reads cases: each session's last track is the answer to the tracks before it. Tracks that the
   * vocabulary does not have are -1.
   *
   * @throws BadInputException when the file is not there or any of it cannot be read, or has a case
   *     with no question
   */
  public static List<int[]> readCases(Path path, Vocabulary tracks) {
    SessionFile file = new SessionFile();
    file.read(path);
    int[] numberOf = new int[file.ids.size()];
    Arrays.setAll(numberOf, i -> tracks.indexOf(file.ids.get(i)));
    for (int[] session : file.sessions) {
      if (session.length < 2) {
        throw new BadInputException(
            "The file " + path + " has a case of one track only: there is nothing to ask.");
      }
      Arrays.setAll(session, i -> numberOf[session[i]]);
    }
    return file.sessions;
  }

  private void read(Path path) {
    try (PlaylistFile file =
        PlaylistFile.open(
            path,
            reject -> {
              // One lost track would silently make another one the answer.
              throw new BadInputException(
                  "The file %s, row %d: %s".formatted(path, reject.row(), reject.reason()));
            })) {
      String playlist = null;
      int[] session = new int[64];
      int size = 0;
      for (PlaylistEntry entry = file.next(); entry != null; entry = file.next()) {
        if (!entry.playlistId().equals(playlist)) {
          add(session, size);
          playlist = entry.playlistId();
          size = 0;
        }
        if (size == session.length) {
          session = Arrays.copyOf(session, 2 * size);
        }
        session[size++] = number(entry.trackId());
      }
      add(session, size);
    } catch (IOException e) {
      throw new BadInputException("The file " + path + " cannot be read: " + e + ".", e);
    }
    if (sessions.isEmpty()) {
      throw new BadInputException("The file " + path + " has no sessions.");
    }
  }

  private void add(int[] session, int size) {
    if (size > 0) {
      sessions.add(Arrays.copyOf(session, size));
    }
  }

  private int number(String id) {
    @Nullable Integer known = numbers.get(id);
    if (known != null) {
      return known;
    }
    numbers.put(id, ids.size());
    ids.add(id);
    return ids.size() - 1;
  }
}

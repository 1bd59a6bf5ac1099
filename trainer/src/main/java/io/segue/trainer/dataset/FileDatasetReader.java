package io.segue.trainer.dataset;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.PlaylistHistory;
import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import io.segue.trainer.files.Reject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a dataset from playlist files, without Kafka: as if they had been imported. */
public final class FileDatasetReader {

  private static final Logger LOG = LoggerFactory.getLogger(FileDatasetReader.class);

  private FileDatasetReader() {}

  /**
   * Reads a file, or all playlist files of a folder.
   *
   * @throws BadInputException when it is not there or in no known format, or has too few playlists
   *     that are long enough
   */
  public static Dataset read(Path path, DatasetSettings settings) {
    DatasetBuilder builder = new DatasetBuilder();
    Map<String, List<String>> playlists = new HashMap<>();
    Map<String, String> trackIds = new HashMap<>();
    AtomicReference<String> firstReject = new AtomicReference<>("");
    try (PlaylistFile file =
        PlaylistFile.open(path, reject -> firstReject.compareAndSet("", sentence(reject)))) {
      for (PlaylistEntry entry = file.next(); entry != null; entry = file.next()) {
        String trackId = trackIds.computeIfAbsent(entry.trackId(), id -> id);
        playlists.computeIfAbsent(entry.playlistId(), id -> new ArrayList<>()).add(trackId);
        PlaylistEntry.TrackNames names = entry.track();
        if (names != null) {
          builder.addArtist(trackId, names.artist());
        }
      }
      if (file.rejects() > 0) {
        LOG.warn(
            "{} rows of {} cannot be used; the first is {}",
            file.rejects(),
            path,
            firstReject.get());
        builder.addRejects(file.rejects(), String.valueOf(firstReject.get()));
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "%s cannot be read to its end: %s".formatted(path, e.getMessage()), e);
    }
    playlists.forEach((id, tracks) -> builder.addPlaylist(id, latest(tracks)));
    return builder.build("file:" + path.getFileName(), List.of(), settings);
  }

  private static String sentence(Reject reject) {
    return "%s, row %d: %s".formatted(reject.file().getFileName(), reject.row(), reject.reason());
  }

  /** Playlists are as long here as they get in the stream. */
  private static List<String> latest(List<String> tracks) {
    int from = Math.max(0, tracks.size() - PlaylistHistory.TRACKS_MAX_DEFAULT);
    return tracks.subList(from, tracks.size());
  }
}

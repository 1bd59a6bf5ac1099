package io.segue.trainer.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.segue.schemas.BadInputException;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The playlists of a file, or of a folder of files read one after the other: a stream of entries in
 * the order of the file. Memory does not grow with the size of the file; with the number of
 * playlists it grows by some 20 bytes each.
 *
 * <p>The formats (see {@link Format}) are told apart by content; any may be gzipped, save Parquet.
 * Of a folder, the files in it (not in folders below) are read whose names end as such files' names
 * do, in the order of their names, numbers in them by value; others are named in the log.
 *
 * <p>Every row becomes an entry or a reject; none vanishes. A row is a line of CSV (the header and
 * empty lines aside), a row of Parquet, a track of a slice's playlist, an id in a sequence.
 *
 * <p>Not thread-safe, except that {@link #progress()} and the counts may be read from anywhere.
 */
public final class PlaylistFile implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(PlaylistFile.class);
  private static final List<String> ENDINGS =
      List.of(".csv", ".json", ".txt", ".parquet", ".csv.gz", ".json.gz", ".txt.gz");
  private static final int REJECTS_LOGGED_MAX = 20;

  private final List<Source> sources;
  private final long sizeBytes;
  private final Consumer<Reject> rejectSink;

  private @Nullable EntryReader reader;
  private int nextSource;
  private long doneBytes;
  private volatile double progress;
  private volatile long entries;
  private volatile long rejects;

  private record Source(Path file, Format format, long sizeBytes) {}

  private PlaylistFile(List<Source> sources, Consumer<Reject> rejectSink) {
    this.sources = sources;
    this.sizeBytes = sources.stream().mapToLong(Source::sizeBytes).sum();
    this.rejectSink = rejectSink;
  }

  /** As {@link #open(Path, Consumer)}; the first rejects are logged, all are counted. */
  public static PlaylistFile open(Path path) {
    return open(
        path,
        new Consumer<>() {
          private int logged;

          @Override
          public void accept(Reject reject) {
            if (logged++ < REJECTS_LOGGED_MAX) {
              log.warn("{}, row {}: {}", reject.file(), reject.row(), reject.reason());
            }
          }
        });
  }

  /**
   * Opens the file or the folder.
   *
   * @param rejects takes each row that cannot be read
   * @throws BadInputException when it is not there, cannot be read, or a file is in no known format
   */
  public static PlaylistFile open(Path path, Consumer<Reject> rejects) {
    List<Source> sources = new ArrayList<>();
    for (Path file : files(path)) {
      sources.add(source(file));
    }
    return new PlaylistFile(List.copyOf(sources), rejects);
  }

  private static List<Path> files(Path path) {
    if (!Files.exists(path)) {
      throw new BadInputException("There is no file or folder " + path + ".");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> all;
    try (Stream<Path> list = Files.list(path)) {
      all = list.filter(Files::isRegularFile).sorted(byNameAndNumber()).toList();
    } catch (IOException e) {
      throw new BadInputException("The folder " + path + " cannot be read: " + e + ".", e);
    }
    List<Path> chosen = all.stream().filter(PlaylistFile::isNamedLikePlaylists).toList();
    if (chosen.isEmpty()) {
      throw new BadInputException(
          "The folder " + path + " has no files named *" + String.join(", *", ENDINGS) + ".");
    }
    List<Path> others = all.stream().filter(file -> !chosen.contains(file)).toList();
    if (!others.isEmpty()) {
      log.info("Of the folder {}, these files are not read: {}", path, others);
    }
    return chosen;
  }

  private static boolean isNamedLikePlaylists(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** So that slice 2000-2999 comes before slice 10000-10999. */
  private static Comparator<Path> byNameAndNumber() {
    return Comparator.comparing(
        file -> {
          StringBuilder key = new StringBuilder();
          for (String part : file.getFileName().toString().split("(?<=\\D)(?=\\d)", -1)) {
            int digits = 0;
            while (digits < part.length() && Character.isDigit(part.charAt(digits))) {
              digits++;
            }
            key.append("0".repeat(digits == 0 ? 0 : Math.max(0, 20 - digits))).append(part);
          }
          return key.toString();
        });
  }

  private static Source source(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw new BadInputException("The file " + file + " is empty.");
      }
      Format format =
          Format.of(file)
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "The file "
                              + file
                              + " is in none of the known formats: CSV or Parquet with the columns"
                              + " user_id, artistname, trackname and playlistname; a slice of the"
                              + " Million Playlist Dataset (JSON); or plain sequences of ids, one"
                              + " playlist a line (.txt)."));
      return new Source(file, format, Files.size(file));
    } catch (IOException e) {
      throw unreadable(file, 0, e);
    }
  }

  /**
   * The next entry, null when there are no more.
   *
   * @throws BadInputException when a file turns out to be damaged; the entries before the damage
   *     have been given
   */
  public @Nullable PlaylistEntry next() {
    while (true) {
      if (reader == null) {
        if (nextSource == sources.size()) {
          progress = 1;
          return null;
        }
        reader = open(sources.get(nextSource));
        nextSource++;
      }
      Source source = sources.get(nextSource - 1);
      try {
        PlaylistEntry entry = reader.next((reason, row) -> reject(source.file(), row, reason));
        progress = (doneBytes + reader.progress() * source.sizeBytes()) / Math.max(1, sizeBytes);
        if (entry == null) {
          reader.close();
          reader = null;
          doneBytes += source.sizeBytes();
        } else if (isValid(entry, source.file())) {
          countEntry();
          return entry;
        }
      } catch (IOException e) {
        throw unreadable(source.file(), entries, e);
      } catch (BadInputException e) {
        throw new BadInputException(
            "The file " + source.file() + " cannot be read: " + e.getMessage() + ".", e);
      }
    }
  }

  // Only the reading thread writes the counts; volatile is for those who watch.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void countEntry() {

    entries++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // as above
  private void reject(Path file, long row, String reason) {
    rejects++;
    rejectSink.accept(new Reject(file, row, reason));
  }

  private boolean isValid(PlaylistEntry entry, Path file) {
    try {
      EventRules.checkId("playlistId", entry.playlistId());
      EventRules.checkId("trackId", entry.trackId());
      if (entry.userId() != null) {
        EventRules.checkId("userId", entry.userId());
      }
      return true;
    } catch (InvalidEventException e) {
      reject(file, entry.row(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static EntryReader open(Source source) {
    Path file = source.file();
    try {
      if (source.format() == Format.PARQUET) {
        return ParquetReader.open(file);
      }
      ByteProgress bytes = new ByteProgress(Files.newInputStream(file), source.sizeBytes());
      InputStream in = Format.decompressed(bytes);
      return switch (source.format()) {
        case SLICE -> new SliceReader(in, bytes);
        case SEQUENCES ->
            new SequenceReader(new LineReader(in), bytes, file.getFileName().toString());
        case CSV -> csv(new LineReader(in), bytes);
        case PARQUET -> throw new IllegalStateException("Parquet is opened above");
      };
    } catch (IOException e) {
      throw unreadable(file, 0, e);
    } catch (BadInputException e) {
      throw new BadInputException(
          "The file " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static EntryReader csv(LineReader lines, ByteProgress bytes) throws IOException {
    LineReader.Line header = lines.next();
    List<String> names = header == null ? null : CsvRecord.byTheRules(header.text());
    PlaylistColumns columns =
        (names == null ? PlaylistColumns.in(List.of()) : PlaylistColumns.in(names))
            .orElseThrow(() -> new IOException("its header changed while it was being opened"));
    return new CsvReader(lines, bytes, columns);
  }

  private static BadInputException unreadable(Path file, long entriesBefore, IOException cause) {
    String what;
    if (cause instanceof EOFException) {
      what = "is cut short: its gzip data ends too early";
    } else if (cause instanceof ZipException) {
      what = "has damaged gzip data (" + cause.getMessage() + ")";
    } else if (cause instanceof JsonProcessingException json) {
      what =
          "is not valid JSON at line "
              + (json.getLocation() == null ? 0 : json.getLocation().getLineNr())
              + ": "
              + json.getOriginalMessage();
    } else {
      what = "cannot be read: " + cause.getMessage();
    }
    return new BadInputException(
        "The file "
            + file
            + " "
            + what
            + (entriesBefore == 0 ? "." : ", after " + entriesBefore + " entries were read."),
        cause);
  }

  /** How many files are read in all. */
  public int fileCount() {
    return sources.size();
  }

  /** The formats of the files, each once. */
  public List<Format> formats() {
    return sources.stream().map(Source::format).distinct().toList();
  }

  /** The file that is being read, or was read last; the first one before anything is read. */
  public Path currentFile() {
    return sources.get(Math.max(0, nextSource - 1)).file();
  }

  /** How many entries {@link #next()} has given. */
  public long entries() {
    return entries;
  }

  /** How many rows have been rejected. */
  public long rejects() {
    return rejects;
  }

  /** How much has been read, 0 to 1, by the files' sizes. Never goes back. */
  public double progress() {
    return progress;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}

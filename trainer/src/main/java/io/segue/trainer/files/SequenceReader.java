package io.segue.trainer.files;

import java.io.IOException;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain sequences: one playlist a line, track ids separated by blanks, oldest first. {@code
 * x1 x2 | y}, a case of a next-item test, is the sequence {@code x1 x2 y}. Empty lines are passed
 * over. A playlist's id is the file's name (without {@code .txt}, {@code .gz}), a hyphen and the
 * line's number, so that the lines of different files stay apart.
 */
final class SequenceReader implements EntryReader {

  private final LineReader lines;
  private final ByteProgress progress;
  private final String playlistPrefix;

  /** The rest of the current line. */
  private String text = "";

  private int from;
  private long number;
  private int position;

  SequenceReader(LineReader lines, ByteProgress progress, String fileName) {
    this.lines = lines;
    this.progress = progress;
    this.playlistPrefix = fileName.replaceFirst("(\\.txt)?(\\.gz)?$", "") + "-";
  }

  @Override
  public @Nullable PlaylistEntry next(ObjLongConsumer<String> rejects) throws IOException {
    while (true) {
      String id = nextToken();
      if (id == null) {
        LineReader.Line line = lines.next();
        if (line == null) {
          return null;
        }
        if (line.problem() != null) {
          rejects.accept(line.problem(), line.number());
        }
        text = line.text();
        from = 0;
        number = line.number();
        position = 0;
      } else if (!isSeparatorOfTheTarget(id)) {
        return new PlaylistEntry(playlistPrefix + number, null, id, position++, null, null, number);
      }
    }
  }

  private @Nullable String nextToken() {
    while (from < text.length() && isBlank(text.charAt(from))) {
      from++;
    }
    if (from == text.length()) {
      return null;
    }
    int end = from;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    String token = text.substring(from, end);
    from = end;
    return token;
  }

  private boolean isSeparatorOfTheTarget(String token) {
    if (!token.equals("|")) {
      return false;
    }
    String rest = text.substring(from).strip();
    return !rest.isEmpty() && rest.chars().noneMatch(c -> isBlank((char) c));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public double progress() {
    return progress.share();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package io.segue.trainer.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The formats of playlist files, and how to tell them apart: by what is in the file. */
public enum Format {
  /** The tutorial's table as CSV: its first line names user_id, artistname, trackname and … */
  CSV("CSV"),
  /** A slice of the Million Playlist Dataset: JSON. */
  SLICE("a slice of the Million Playlist Dataset"),
  /** One playlist a line, ids separated by blanks. */
  SEQUENCES("plain sequences"),
  /** The tutorial's table as Parquet. */
  PARQUET("Parquet");

  private static final int HEAD_BYTES = 1 << 16;
  private static final byte[] PARQUET_MARKER = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int LINES_LOOKED_AT = 50;

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** What people call the format. */
  public String title() {
    return title;
  }

  /**
   * The file's format; empty when it is none of these.
   *
   * <p>Any text could be taken for sequences, so sequences must look like them: ids of letters,
   * digits and common joining signs, without the commas, quotes and brackets of other formats, in a
   * file named {@code .txt} or {@code .txt.gz}; whatever its name, a file of numbers will do.
   *
   * @throws IOException when the file cannot be read, or is gzip and damaged at its beginning
   */
  static Optional<Format> of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = decompressed(Files.newInputStream(file))) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (head.length >= PARQUET_MARKER.length
        && Arrays.equals(head, 0, PARQUET_MARKER.length, PARQUET_MARKER, 0, 4)) {
      return Optional.of(PARQUET);
    }
    String text = text(head);
    if (text == null) {
      return Optional.empty();
    }
    if (text.stripLeading().startsWith("{")) {
      return Optional.of(SLICE);
    }
    List<String> lines = text.lines().limit(LINES_LOOKED_AT).toList();
    List<String> header = lines.isEmpty() ? null : CsvRecord.byTheRules(lines.get(0));
    if (header != null && PlaylistColumns.in(header).isPresent()) {
      return Optional.of(CSV);
    }
    // The last of the lines may be cut in the middle, which changes nothing here.
    return lines.stream().anyMatch(line -> !line.isBlank()) && isSequences(lines, file)
        ? Optional.of(SEQUENCES)
        : Optional.empty();
  }

  private static boolean isSequences(List<String> lines, Path file) {
    if (lines.stream().allMatch(Format::isNumbers)) {
      return true;
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".txt") || name.endsWith(".txt.gz"))
        && lines.stream().allMatch(Format::isIds);
  }

  private static boolean isNumbers(String line) {
    return line.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ' ' || c == '\t' || c == '|');
  }

  private static boolean isIds(String line) {
    return line.chars().noneMatch(c -> ",;\"'<>(){}[]\\`".indexOf(c) >= 0);
  }

  /** The head as text; null when it is not UTF-8 or has control characters. */
  private static @Nullable String text(byte[] head) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer chars = CharBuffer.allocate(head.length);
    // Not the end of the input: the head may end in the middle of a character.
    decoder.decode(ByteBuffer.wrap(head), chars, false);
    String text = chars.flip().toString();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    long foreign =
        text.chars()
            .filter(c -> c == '\uFFFD' || (c < ' ' && c != '\n' && c != '\r' && c != '\t'))
            .count();
    // A stray bad byte costs its row later on; here it only matters whether this is text at all.
    return foreign * 100 > text.length() ? null : text;
  }

  /** The stream itself, or what is in it when it is gzip. Closes the stream when it fails. */
  static InputStream decompressed(InputStream in) throws IOException {
    try {
      BufferedInputStream buffered = new BufferedInputStream(in, HEAD_BYTES);
      buffered.mark(2);
      boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
      buffered.reset();
      return gzip ? new GZIPInputStream(buffered, HEAD_BYTES) : buffered;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}

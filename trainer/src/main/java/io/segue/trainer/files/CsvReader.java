package io.segue.trainer.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tutorial's CSV. Empty lines are passed over; every other line after the header is, or
 * is part of, an entry or a reject.
 *
 * <p>A value with line breaks in it is understood if its quotes are in order: the lines that follow
 * are joined to the first until it is complete. A line that is complete by itself is never joined,
 * so a forgotten quote costs its own line and no others.
 */
final class CsvReader implements EntryReader {

  private static final int JOINED_LINES_MAX = 20;
  private static final int JOINED_LENGTH_MAX = 1 << 16;
  private static final int SHOWN_MAX = 60;

  private final LineReader lines;
  private final ByteProgress progress;
  private final PlaylistColumns columns;

  /** Lines that were looked at and turned out not to belong to the entry before them. */
  private final Deque<LineReader.Line> ahead = new ArrayDeque<>();

  /**
   * @param lines stands after the header
   */
  CsvReader(LineReader lines, ByteProgress progress, PlaylistColumns columns) {
    this.lines = lines;
    this.progress = progress;
    this.columns = columns;
  }

  @Override
  public @Nullable PlaylistEntry next(ObjLongConsumer<String> rejects) throws IOException {
    LineReader.Line line;
    while ((line = nextLine()) != null) {
      if (line.problem() != null) {
        rejects.accept(line.problem(), line.number());
        continue;
      }
      if (line.text().isBlank()) {
        continue;
      }
      List<String> values = values(line.text());
      if (values == null) {
        values = joined(line);
      }
      if (values == null) {
        rejects.accept(
            "The line is not " + columns.columnCount() + " values: " + shown(line.text()),
            line.number());
        continue;
      }
      String user = values.get(columns.user());
      String artist = values.get(columns.artist());
      String title = values.get(columns.title());
      String problem = PlaylistColumns.problem(user, artist, title);
      if (problem != null) {
        rejects.accept(problem, line.number());
        continue;
      }
      return columns.entry(user, artist, title, values.get(columns.playlist()), line.number());
    }
    return null;
  }

  private @Nullable List<String> values(String text) {
    return CsvRecord.values(text, columns.columnCount());
  }

  /** The values of the line and those after it; null, and nothing is taken, when there are none. */
  private @Nullable List<String> joined(LineReader.Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    List<LineReader.Line> taken = new ArrayList<>();
    while (taken.size() < JOINED_LINES_MAX && text.length() < JOINED_LENGTH_MAX) {
      LineReader.Line line = nextLine();
      if (line == null) {
        break;
      }
      taken.add(line);
      if (line.problem() != null || values(line.text()) != null) {
        break;
      }
      List<String> values = CsvRecord.byTheRules(text.append('\n').append(line.text()).toString());
      if (values != null) {
        if (values.size() == columns.columnCount()) {
          return values;
        }
        break;
      }
    }
    for (int i = taken.size() - 1; i >= 0; i--) {
      ahead.addFirst(taken.get(i));
    }
    return null;
  }

  private LineReader.@Nullable Line nextLine() throws IOException {
    LineReader.Line line = ahead.pollFirst();
    return line == null ? lines.next() : line;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
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

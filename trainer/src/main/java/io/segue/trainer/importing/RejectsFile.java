package io.segue.trainer.importing;

import io.segue.schemas.CommandFailedException;
import io.segue.trainer.files.Reject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rejected rows to a CSV file with the columns {@code file,row,reason}. The file is made
 * when the first one comes: without rejects there is none, and one of an earlier run stays.
 *
 * <p>Not thread-safe.
 */
final class RejectsFile implements Consumer<Reject>, AutoCloseable {

  private final Path path;
  private @Nullable BufferedWriter writer;

  RejectsFile(Path path) {
    this.path = path;
  }

  /**
   * @throws CommandFailedException when the file cannot be written: rows must not vanish
   */
  @Override
  public void accept(Reject reject) {
    try {
      if (writer == null) {
        writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        writer.write("file,row,reason\n");
      }
      writer.write(
          quoted(reject.file().toString())
              + ","
              + reject.row()
              + ","
              + quoted(reject.reason())
              + "\n");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private CommandFailedException unwritable(IOException cause) {
    return new CommandFailedException(
        "Rejected rows cannot be written to "
            + path
            + " ("
            + cause
            + "); name another file with --rejects.",
        cause);
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}

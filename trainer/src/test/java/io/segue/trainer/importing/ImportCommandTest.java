package io.segue.trainer.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.CommandLines;
import io.segue.trainer.files.Format;
import io.segue.trainer.files.Reject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = CommandLines.of(new ImportCommand());
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  @Test
  void filesInNoKnownFormatAreBadInput() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "price\n1\n");
    assertThat(run(file.toString(), "--bootstrap-servers", "127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("x.csv", "none of the known formats").hasLineCount(1);
  }

  @Test
  void rejectsMustNotOverwriteTheInput() throws IOException {
    Path file = Files.writeString(folder.resolve("s.txt"), "1 2\n");
    assertThat(run(file.toString(), "--rejects", file.toString())).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo("1 2\n");
  }

  @Test
  void optionsThatMakeNoSenseAreBadInput() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("x", "--replication-factor", "0")).isEqualTo(2);
    assertThat(run("x", "--replication-factor", "many")).isEqualTo(2);
  }

  @Test
  void rejectsAreListedAsCsvAndOnlyWhenThereAreSome() throws IOException {
    Path path = folder.resolve("rejects.csv");
    try (RejectsFile rejects = new RejectsFile(path)) {
      assertThat(path).doesNotExist();
      rejects.accept(new Reject(Path.of("a.csv"), 7, "It says \"no\"."));
    }
    assertThat(path).content().isEqualTo("file,row,reason\n\"a.csv\",7,\"It says \"\"no\"\".\"\n");
  }

  @Test
  void reportTellsAllCounts() {
    ImportReport report =
        new ImportReport(
            2, List.of(Format.SLICE), 10, 3_000, 20, 1, Duration.ofMillis(1_500), true);
    assertThat(report.inWords())
        .contains("2 files", "10 playlists", "20 tracks", "1 rejects", "1.5 s");
    assertThat(report.eventsPerSecond()).isEqualTo(2_000);
  }
}

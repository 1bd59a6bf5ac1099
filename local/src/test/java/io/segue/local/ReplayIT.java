package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is served is what was evaluated: through a real broker, a real app and HTTP. */
class ReplayIT {

  @TempDir private Path folder;

  @Test
  void servedAnswersAreTheEvaluatedOnesEntryByEntry() throws Exception {
    Path file = folder.resolve("playlists.csv");
    new PlaylistGenerator(3).writeCsv(file, 400);
    StringWriter out = new StringWriter();
    CommandLine replay = CommandLines.of(new ReplayCommand());
    replay.setOut(new PrintWriter(out, true));

    int exitCode =
        replay.execute("--playlists=" + file, "--questions=250", "--ranking-seconds=2", "-k=30");

    System.out.println(out);
    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .containsPattern("ranking: (linear|[0-9]+ trees)")
        .contains("250 questions, 7,500 entries")
        .contains("all answers are the same, entry by entry");
  }
}

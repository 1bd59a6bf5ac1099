package io.segue.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.CommandLines;
import io.segue.trainer.ranking.NextTrackSettings;
import io.segue.trainer.ranking.Objective;
import io.segue.trainer.ranking.SearchSettings;
import io.segue.trainer.ranking.TimeSplit;
import io.segue.trainer.ranking.TreeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  /** As the command line's, but quick: rough vectors, few trees, two stretches of time. */
  private static final SearchSettings SMALL =
      new SearchSettings(
          Objective.DEFAULT,
          TimeSplit.Asked.EACH,
          200,
          3_000,
          500,
          10,
          2,
          0.1,
          40,
          1e9,
          List.of(
              new NextTrackSettings(16, 4, false, 0, 16, 0.5, 3, 0.1, 0.1, 0.001, 1),
              new NextTrackSettings(16, 4, true, 12, 16, 0.5, 3, 0.1, 0.1, 0, 2)),
          new TreeSettings(30, 3, 0.2, 1, 1, 1),
          2,
          1);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = CommandLines.of(new EvaluateCommand(SMALL));
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  /** Tracks that mostly follow each other in a circle of 50. */
  private Path sessions(String name, int count, boolean asCases) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < count; s++) {
      int track = random.nextInt(50);
      int length = 3 + random.nextInt(4);
      for (int i = 0; i < length; i++) {
        text.append(asCases && i == length - 1 ? "| " : "").append('t').append(track).append(' ');
        track = (track + (random.nextInt(5) == 0 ? random.nextInt(50) : 1)) % 50;
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void searchesTestsAndReports() throws IOException {
    Path train = sessions("train.txt", 600, false);
    Path test = sessions("test.txt", 100, true);
    Path json = folder.resolve("report.json");

    int exitCode =
        run("--train", train.toString(), "--test", test.toString(), "--json", json.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("100 cases").contains("hr@20").contains("configuration");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("cases").intValue()).isEqualTo(100);
    for (String metric :
        new String[] {"hr@1", "hr@5", "hr@10", "hr@20", "hr@100", "mrr@20", "ndcg@20"}) {
      double value = report.get(metric).doubleValue();
      JsonNode interval = report.get("intervals").get(metric);
      assertThat(value).isBetween(interval.get(0).doubleValue(), interval.get(1).doubleValue());
    }
    assertThat(report.get("hr@1").doubleValue()).isGreaterThan(0.5);
    assertThat(report.at("/configuration/settings/neighbours").size()).isEqualTo(4);
    assertThat(report.at("/query_us/median").doubleValue()).isPositive();
  }

  @Test
  void playlistsAreSplitAndAskedByTheTutorialsProtocol() throws IOException {
    Path playlists = sessions("playlists.txt", 1_000, false);

    int exitCode = run("--playlists", playlists.toString(), "--protocol", "tutorial");

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("cases").contains("HR@100");
  }

  @Test
  void ablationNeedsNoTest() throws IOException {
    Path train = sessions("train.txt", 600, false);
    Path json = folder.resolve("ablation.json");

    int exitCode = run("--train", train.toString(), "--ablation", "--json", json.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isZero();
    JsonNode rows = new ObjectMapper().readTree(json.toFile());
    assertThat(rows.findValuesAsText("left_out"))
        .startsWith("nothing")
        .contains("neighbouring sessions", "sequence rules", "nearest neighbours");
    assertThat(out.toString()).contains("trees: a linear ranker");
  }

  @Test
  void testIsMissedBeforeAnythingIsRead() {
    int exitCode = run("--train", "nowhere.txt");

    assertThat(exitCode).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(err.toString()).contains("--test is missing");
  }

  @Test
  void missingFileIsBadInput() throws IOException {
    Path train = sessions("train.txt", 10, false);

    int exitCode = run("--train", train.toString(), "--test", folder.resolve("no").toString());

    assertThat(exitCode).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(err.toString()).contains("There is no file or folder");
  }

  @Test
  void tooFewSessionsAreBadInput() throws IOException {
    Path train = sessions("train.txt", 10, false);
    Path test = sessions("test.txt", 10, true);

    int exitCode = run("--train", train.toString(), "--test", test.toString());

    assertThat(exitCode).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(err.toString()).contains("10 sessions are too few");
  }

  @Test
  void ordersAreMeasuredOnPlaylistsOnly() throws IOException {
    Path train = sessions("train.txt", 100, false);

    assertThat(run("--train", train.toString(), "--orders")).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(err.toString()).contains("--orders needs --playlists");
  }
}

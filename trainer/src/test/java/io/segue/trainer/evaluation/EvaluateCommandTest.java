package io.segue.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = CommandLines.of(new EvaluateCommand());
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
    assertThat(report.at("/configuration/neighbours").size()).isEqualTo(4);
    assertThat(report.at("/query_us/median").doubleValue()).isPositive();
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
}

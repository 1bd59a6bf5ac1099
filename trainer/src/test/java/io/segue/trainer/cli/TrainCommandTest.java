package io.segue.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");
  private Path playlists = Path.of("");

  @BeforeEach
  void writePlaylists() throws Exception {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int p = 0; p < 300; p++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        line.append(p % 2 == 0 ? "rock" : "jazz").append(random.nextInt(30)).append(' ');
      }
      lines.add(line.toString().strip());
    }
    playlists = folder.resolve("playlists.txt");
    Files.write(playlists, lines);
  }

  @Test
  void trainsWithoutKafkaAndWritesTheReport() throws Exception {
    Path json = folder.resolve("out.json");
    assertThat(run("--json", json.toString())).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(Files.readString(json));
    assertThat(report.get("dataset").get("playlists").intValue()).isEqualTo(300);
    assertThat(report.get("trials")).hasSize(3);
    for (JsonNode trial : report.get("trials")) {
      assertThat(trial.get("words_per_second").doubleValue()).isPositive();
      assertThat(trial.get("hr@100").doubleValue()).isBetween(0.5, 1.0);
      assertThat(trial.get("parameters").get("vector_size").textValue()).isEqualTo("48");
    }
    assertThat(report.get("metrics").has("test.hr@100")).isTrue();
    assertThat(report.get("metrics").has("served.hr@100")).isTrue();
    assertThat(report.get("published").isNull()).isTrue();
    assertThat(out.toString())
        .contains("300 playlists", "best: trial", "the gate: passed", "report: ");
    assertThat(report.get("gate").get("passed").booleanValue()).isTrue();
    assertThat(reports("--last")).endsWith("report.html");
    assertThat(new ObjectMapper().readTree(reports("--json"))).isEqualTo(report);
  }

  @Test
  void equalSeedsChooseAndMeasureEqually() throws Exception {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    run("--json", first.toString(), "--threads", "2");
    run("--json", second.toString(), "--threads", "2");
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(first.toFile()).get("metrics"))
        .isEqualTo(mapper.readTree(second.toFile()).get("metrics"));
  }

  @Test
  void aTrialThatFailsDoesNotEndTheSearch() throws Exception {
    Path json = folder.resolve("out.json");
    assertThat(run("--search", search("min_count: [3, 1000000]"), "--json", json.toString()))
        .as(err.toString())
        .isZero();
    JsonNode trials = new ObjectMapper().readTree(Files.readString(json)).get("trials");
    assertThat(trials.get(0).has("hr@100")).isTrue();
    assertThat(trials.get(1).get("failure").textValue()).contains("min_count = 1000000");
  }

  @Test
  void badInputIsASentenceAndExitCodeTwo() throws Exception {
    assertThat(run("--search", search("min_cuont: 3"))).isEqualTo(2);
    assertThat(err.toString()).contains("was 'min_count' meant");
    assertThat(run("--search", search("learning_rate: 2"))).isEqualTo(2);
    assertThat(err.toString()).contains("learning_rate must be between", "not 2");
    assertThat(run("--search", search("min_count: 1000000"))).isEqualTo(2);
    assertThat(err.toString()).contains("no track occurs min_count = 1000000 times");
    assertThat(run("--search", folder.resolve("absent.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file");
    assertThat(run("--search", search("family: [prod2vec, two-tower]"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("two-tower needs Deeplearning4j, which is not on the class");
    assertThat(run("--threads", "0")).isEqualTo(2);
    assertThat(run("--json", folder.resolve("absent/out.json").toString())).isEqualTo(2);
    Files.writeString(playlists, "a b\nc d\n");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("only 0 have more than 2 tracks");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  private String reports(String option) {
    CommandLine commandLine = CommandLines.of(new ReportCommand());
    StringWriter printed = new StringWriter();
    commandLine.setOut(new PrintWriter(printed, true));
    assertThat(commandLine.execute("--reports-dir", folder.resolve("reports").toString(), option))
        .isZero();
    return printed.toString().strip();
  }

  private String search(String yaml) throws Exception {
    return Files.writeString(folder.resolve("search.yaml"), yaml).toString();
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--playlists",
                playlists.toString(),
                "--no-publish",
                "--ranking-time",
                "1s",
                "--reports-dir",
                folder.resolve("reports").toString()));
    arguments.addAll(List.of(more));
    CommandLine commandLine = CommandLines.of(new TrainCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}

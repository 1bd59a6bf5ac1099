package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import io.segue.trainer.schedule.TrainingLease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The train command as a process of its own, against a real broker. */
class TrainingIT {

  @TempDir Path folder;

  @Test
  void badInputEndsWithCodeTwoAndPublishesNothing() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      refuses(playground, "playlist-events holds no playlists; import some first");

      playground.run("import", file("short.txt", pairs()).toString());
      refuses(playground, "Of the 40 playlists of playlist-events only 0 have more than 2 tracks");

      playground.run("import", playground.inventPlaylists(100).toString());
      refuses(
          playground,
          "line 1: the key 'min_cuont' is not known; was 'min_count' meant?",
          "--search=" + file("typo.yaml", List.of("min_cuont: 3")));
      refuses(
          playground,
          "line 1: window must be between 1 and 1000, not 0",
          "--search=" + file("range.yaml", List.of("window: 0")));
      refuses(
          playground,
          "None of the 1 trials could be trained: min_count = 1 gives",
          "--playlists=" + file("large.txt", largeVocabulary()),
          "--search=" + file("wide.yaml", List.of("vector_size: 4096", "min_count: 1")));
    }
  }

  private void refuses(Playground playground, String sentence, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--reports-dir=" + folder));
    arguments.addAll(List.of(options));
    try (SegueProcess train = playground.start(arguments.toArray(String[]::new))) {
      assertThat(train.awaitExit()).as(train.output()).isEqualTo(2);
      assertThat(train.output()).contains(sentence).doesNotContain("\tat ");
    }
    assertThat(playground.run("versions")).contains("No index versions are published yet");
  }

  private Path file(String name, List<String> lines) throws Exception {
    return Files.write(folder.resolve(name), lines);
  }

  private static List<String> pairs() {
    List<String> lines = new ArrayList<>();
    for (int p = 0; p < 40; p++) {
      lines.add("a" + p + " b" + p);
    }
    return lines;
  }

  /** More tracks than vectors of 16 KiB fit into the process's 512 MiB three times each. */
  private static List<String> largeVocabulary() {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int p = 0; p < 4_000; p++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        line.append((int) (30_000 * random.nextDouble() * random.nextDouble())).append(' ');
      }
      lines.add(line.toString().strip());
    }
    return lines;
  }

  @Test
  void trainsAgainAndAgainAndInstancesSayWhatTheyServe() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      playground.run("import", playground.inventPlaylists(100).toString());
      try (SegueProcess trainer =
          playground.start(
              "train",
              "--every=1s",
              "--force",
              "--search=" + folder.resolve("search.yaml"),
              "--reports-dir=" + folder.resolve("reports"))) {
        trainer.await("training, as (nothing has been trained yet)");
        trainer.await("published (v2)");
        trainer.terminate();
        assertThat(trainer.output()).contains("training, as the last training was at", "ended");
      }

      SegueProcess instance = playground.startInstance("only");
      ApiClient client = Playground.awaitReady(instance);
      String printed =
          playground.run("versions", "--json", "--instances=" + client.address() + ",127.0.0.1:1");
      // What the virtual machine warns of comes first.
      JsonNode versions = new ObjectMapper().readTree(printed.substring(printed.indexOf('{')));
      assertThat(versions.get("versions").size()).isGreaterThanOrEqualTo(2);
      String active = versions.get("active").textValue();
      for (JsonNode version : versions.get("versions")) {
        assertThat(version.get("served_by"))
            .hasSize(version.get("version").textValue().equals(active) ? 1 : 0);
      }
      assertThat(versions.at("/instances/0/serving").textValue()).isEqualTo(active);
      assertThat(versions.at("/instances/1/fault").textValue()).isNotEmpty();
    }
  }

  @Test
  void onlyOneTrainingAtATimeHoldsTheLease() throws Exception {
    try (TestBroker broker = TestBroker.start(folder.resolve("data"))) {
      Connection connection = Connection.to(broker.bootstrapServers());
      TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
      Duration patience = Duration.ofSeconds(30);
      try (TrainingLease first = take(connection, patience)) {
        assertThatThrownBy(() -> take(connection, Duration.ofSeconds(3)))
            .isInstanceOf(CommandFailedException.class)
            .hasMessageContaining("Another training is under way");
        assertThat(first.isLost()).isFalse();
      }
      try (TrainingLease next = take(connection, patience)) {
        assertThat(next.isLost()).isFalse();
      }
    }
  }

  private static TrainingLease take(Connection connection, Duration patience)
      throws InterruptedException {
    return TrainingLease.take(
        connection,
        patience,
        () -> {
          throw new AssertionError("the lease was lost");
        });
  }
}

package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.doctor.DoctorCommand;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code segue doctor}, on a broker that is well and on one that is not. */
class DoctorIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** What a run came to. */
  private record Run(int exitCode, JsonNode findings) {

    JsonNode of(String check) {
      for (JsonNode finding : findings) {
        if (finding.path("check").asText().equals(check)) {
          return finding;
        }
      }
      throw new AssertionError("nobody has looked at " + check + ": " + findings);
    }

    String state(String check) {
      return of(check).path("state").asText();
    }
  }

  @Test
  void whatIsMissingIsNamedWithHowToMendItAndWhatIsThereIsFoundGood() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      Run empty = examine(broker.bootstrapServers());
      assertThat(empty.exitCode()).isZero();
      assertThat(empty.state("broker")).isEqualTo("GOOD");
      assertThat(empty.of("topics").path("found").asText())
          .contains("playlist-events", "index-versions");

      try (Admin admin = Admin.create(Connection.to(broker.bootstrapServers()).clientConfig())) {
        admin
            .createTopics(
                List.of(
                    new NewTopic("tracks", 3, (short) 1)
                        .configs(Map.of("cleanup.policy", "delete"))))
            .all()
            .get();
      }
      TopicAdmin.createMissing(Connection.to(broker.bootstrapServers()), TopicAdmin.BROKER_DEFAULT);
      Run wrong = examine(broker.bootstrapServers());
      assertThat(wrong.findings().findValuesAsText("found"))
          .anyMatch(found -> found.contains("Topic tracks has cleanup.policy=delete"));
      assertThat(wrong.state("index")).isEqualTo("NOTE");
      assertThat(wrong.of("index").path("mend").asText()).contains("segue train");
      assertThat(wrong.state("registry")).isEqualTo("GOOD");
      assertThat(wrong.exitCode()).isZero();
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsBad() throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      Path config = folder.resolve("client.properties");
      Files.writeString(config, "schema.registry.url=http://127.0.0.1:1\n");

      Run run = examine(broker.bootstrapServers(), "--config=" + config);

      assertThat(run.exitCode()).isEqualTo(CommandLines.FAILED);
      assertThat(run.state("registry")).isEqualTo("BAD");
      assertThat(run.of("registry").path("mend").asText()).contains("schema.registry.url");
    }
  }

  @Test
  void withoutABrokerItSaysHowToStartOne() throws Exception {
    Run run = examine("127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(CommandLines.FAILED);
    assertThat(run.state("broker")).isEqualTo("BAD");
    assertThat(run.of("broker").path("mend").asText()).contains("scripts/segue broker");
    assertThat(run.state("jdk")).isEqualTo("GOOD");
  }

  private Run examine(String bootstrapServers, String... more) throws Exception {
    StringWriter out = new StringWriter();
    String[] arguments =
        Stream.concat(
                Stream.of(
                    "--bootstrap-servers=" + bootstrapServers,
                    "--state-dir=" + folder.resolve("state"),
                    "--json"),
                Stream.of(more))
            .toArray(String[]::new);
    int exitCode =
        CommandLines.of(new DoctorCommand()).setOut(new PrintWriter(out)).execute(arguments);
    return new Run(exitCode, JSON.readTree(out.toString()));
  }
}

package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {

  @TempDir private Path folder;

  @Command(name = "test")
  private static final class TestCommand {
    @Mixin private final ConnectionOptions options;

    TestCommand(Map<String, String> environment) {
      options = new ConnectionOptions(environment);
    }
  }

  private static Connection connection(Map<String, String> environment, String... arguments) {
    TestCommand command = new TestCommand(environment);
    new CommandLine(command).parseArgs(arguments);
    return command.options.connection();
  }

  private String config(String... lines) throws IOException {
    return Files.writeString(folder.resolve("kafka.properties"), String.join("\n", lines))
        .toString();
  }

  @Test
  void addressComesFromOptionElseFileElseEnvironmentElseDefault() throws IOException {
    Map<String, String> environment = Map.of("SEGUE_BOOTSTRAP_SERVERS", "env:1");
    String file = config("bootstrap.servers=file:2");
    assertThat(connection(Map.of()).bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(connection(environment).bootstrapServers()).isEqualTo("env:1");
    assertThat(connection(environment, "--config", file).bootstrapServers()).isEqualTo("file:2");
    assertThat(
            connection(environment, "--config", file, "--bootstrap-servers", "a:3,b:3")
                .bootstrapServers())
        .isEqualTo("a:3,b:3");
  }

  @Test
  void fileGoesToTheClientsAndTheRegistrysKeysToTheSerdes() throws IOException {
    String file =
        config(
            "security.protocol=SASL_SSL",
            "schema.registry.url=http://registry:8081",
            "auto.register.schemas=false");
    Connection connection = connection(Map.of(), "--config", file);
    assertThat(connection.clientConfig())
        .containsOnly(
            Map.entry("bootstrap.servers", "localhost:9092"),
            Map.entry("security.protocol", "SASL_SSL"));
    assertThat(connection.serdes().toString())
        .contains("http://registry:8081", "autoRegister=false");
  }

  @Test
  void secretsAreNotShown() throws IOException {
    String file =
        config(
            "sasl.jaas.config=org.example.Login required password='geheim';",
            "schema.registry.url=http://u:geheim@registry:8081",
            "basic.auth.user.info=u:geheim");
    assertThat(connection(Map.of(), "--config", file).toString())
        .contains("localhost:9092", "sasl.jaas.config", "http://registry:8081")
        .doesNotContain("geheim");
  }

  @Test
  void unusableFilesAndValuesAreBadInput() throws IOException {
    assertThatThrownBy(() -> connection(Map.of(), "--config", "/no/such/file"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("/no/such/file", "no such file");
    String file = config("a=\\u00zz");
    assertThatThrownBy(() -> connection(Map.of(), "--config", file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file);
    assertThatThrownBy(() -> connection(Map.of(), "--bootstrap-servers", " "))
        .isInstanceOf(BadInputException.class);
    String wrong = config("schema.registry.url=registry");
    assertThatThrownBy(() -> connection(Map.of(), "--config", wrong))
        .isInstanceOf(ConfigException.class);
  }
}

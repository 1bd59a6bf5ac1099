package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker-compose.yml}, as far as it can be tried without Docker. */
class ComposeTest {

  private static final Path ROOT = Path.of("..");

  private final JsonNode compose = read("docker-compose.yml");
  private final JsonNode services = compose.path("services");

  /** The schema is that of Docker Compose 1.29.2 (Apache License 2.0) without its {@code id}s. */
  @Test
  void theFileKeepsToTheSpecificationOfCompose() throws IOException {
    try (InputStream schema = ComposeTest.class.getResourceAsStream("/compose_spec.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V201909)
                  .getSchema(Objects.requireNonNull(schema))
                  .validate(compose))
          .isEmpty();
    }
  }

  @Test
  void imagesHaveVersionsAndCommandsAreUnderstood() {
    for (JsonNode service : services) {
      String image = service.path("image").asText();
      CommandCheck.image(image);
      if (service.has("command")) {
        CommandCheck.command(image, List.of(service.path("command").asText().split("\\s+", -1)));
      }
      service.path("environment").fieldNames().forEachRemaining(CommandCheck::variable);
    }
    CommandCheck.command(services.at("/trainer/image").asText(), List.of("import", "/data"));
    CommandCheck.command(services.at("/trainer/image").asText(), List.of("train"));
  }

  @Test
  void whatServicesNameIsThere() {
    for (JsonNode service : services) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", -1)[0];
        if (source.startsWith(".")) {
          assertThat(ROOT.resolve(source)).isRegularFile();
        } else {
          assertThat(compose.path("volumes").has(source)).as(source).isTrue();
        }
      }
      for (JsonNode secret : service.path("secrets")) {
        assertThat(compose.path("secrets").has(secret.asText())).as("%s", secret).isTrue();
      }
      service
          .path("depends_on")
          .fieldNames()
          .forEachRemaining(other -> assertThat(services.has(other)).as(other).isTrue());
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).as("only this machine").startsWith("127.0.0.1:");
      }
    }
  }

  /** So what is written at the top of the file makes every secret, by the name it has there. */
  @Test
  void theFirstLinesMakeAllSecretsAndLoadAllImages() throws IOException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));

    for (JsonNode secret : compose.path("secrets")) {
      assertThat(text).containsPattern("#.*[>=]" + secret.path("file").asText() + "\\b");
    }
    assertThat(text).contains("load --input streams-app/target/jib-image.tar");
    assertThat(text).contains("load --input trainer/target/jib-image.tar");
  }

  @Test
  void seguesContainersHaveNothingThatTheyDoNotNeed() {
    for (JsonNode service : services) {
      if (service.path("image").asText().startsWith("segue-")) {
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(service.at("/tmpfs/0").asText()).startsWith("/tmp:exec");
        assertThat(mounts(service)).containsValue("/state");
      }
    }
  }

  @Test
  void prometheusAsksEveryInstanceAndHasTheAlerts(@TempDir Path folder) throws Exception {
    JsonNode prometheus = read("compose/prometheus.yml");
    List<String> instances = new ArrayList<>();
    services
        .properties()
        .forEach(
            service -> {
              if (service.getKey().startsWith("app-")) {
                instances.add(service.getKey() + ":8080");
                assertThat(service.getValue().path("command").asText())
                    .contains("--advertise " + service.getKey() + ":8080");
              }
            });

    assertThat(prometheus.at("/scrape_configs/0/static_configs/0/targets"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(instances);
    assertThat(mounts(services.path("prometheus")))
        .containsValue(prometheus.at("/rule_files/0").asText());
    assertThat(prometheus.at("/scrape_configs/0/authorization/credentials_file").asText())
        .isEqualTo("/run/secrets/" + services.at("/prometheus/secrets/0").asText());
    assumeThat(Manifests.onPath("promtool"))
        .as("promtool is here; scripts/install-prometheus installs it")
        .isTrue();
    Process promtool =
        new ProcessBuilder("promtool", "check", "config", "--syntax-only", "compose/prometheus.yml")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("promtool.txt").toFile())
            .start();
    assertThat(promtool.waitFor()).as(() -> text(folder.resolve("promtool.txt"))).isZero();
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboard() {
    Map<String, String> mounts = mounts(services.path("grafana"));
    String folder =
        read("compose/grafana/dashboards.yaml").at("/providers/0/options/path").asText();

    assertThat(mounts.get("./k8s/monitoring/dashboard.json")).startsWith(folder + "/");
    assertThat(mounts.get("./compose/grafana/dashboards.yaml"))
        .startsWith("/etc/grafana/provisioning/dashboards/");
    assertThat(mounts.get("./compose/grafana/datasources.yaml"))
        .startsWith("/etc/grafana/provisioning/datasources/");
    assertThat(read("compose/grafana/datasources.yaml").at("/datasources/0/url").asText())
        .isEqualTo("http://prometheus:9090");
    assertThat(services.has("prometheus")).isTrue();
  }

  /** What is mounted where. */
  private static Map<String, String> mounts(JsonNode service) {
    Map<String, String> mounts = new HashMap<>();
    for (JsonNode volume : service.path("volumes")) {
      String[] parts = volume.asText().split(":", -1);
      mounts.put(parts[0], parts[1]);
    }
    return mounts;
  }

  private static JsonNode read(String file) {
    return Manifests.parse(text(ROOT.resolve(file))).get(0);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

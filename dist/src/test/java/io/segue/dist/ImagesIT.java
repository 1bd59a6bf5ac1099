package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.local.ApiClient;
import io.segue.local.EmbeddedBroker;
import io.segue.local.SegueProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images of the app and of the trainer: their layout, and their commands as processes. */
class ImagesIT {

  @TempDir private Path folder;

  @Test
  void imagesAreWhatTheDocumentsSayAndTheirCommandsWork() throws Exception {
    Image app = Image.unpack("streams-app", Files.createDirectories(folder.resolve("app")));
    Image trainer = Image.unpack("trainer", Files.createDirectories(folder.resolve("trainer")));
    String version = Objects.requireNonNull(System.getProperty("segue.version"));

    assertThat(app.name()).isEqualTo("segue-app:" + version);
    assertThat(trainer.name()).isEqualTo("segue-trainer:" + version);
    assertLayout(app);
    assertLayout(trainer);
    assertThat(app.config().path("ExposedPorts").has("8080/tcp")).isTrue();
    assertThat(app.jars())
        .contains("segue-schemas.jar", "segue-recommender.jar", "segue-streams-app.jar")
        .noneMatch(jar -> jar.startsWith("duckdb") || jar.startsWith("xgboost"));
    assertThat(trainer.jars())
        .contains("segue-schemas.jar", "segue-recommender.jar", "segue-trainer.jar")
        .noneMatch(jar -> jar.startsWith("rocksdb"));

    Set<String> before = app.files();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
      String bootstrap = "--bootstrap-servers=" + broker.bootstrapServers();
      importPlaylist(trainer, bootstrap);
      serve(app, bootstrap);
    }
    assertThat(app.files()).as("written outside of /state").isEqualTo(before);
  }

  /** Nobody in particular runs it, and it has one place to write to. */
  private static void assertLayout(Image image) throws Exception {
    JsonNode config = image.config();
    assertThat(config.path("User").asText()).isEqualTo("10001:0");
    assertThat(config.path("WorkingDir").asText()).isEqualTo("/state");
    assertThat(config.path("Volumes").has("/state")).isTrue();
    assertThat(config.path("Entrypoint")).hasSize(1);
    assertThat(image.root().resolve("usr/local/bin/segue")).isExecutable();
    assertThat(Files.getPosixFilePermissions(image.root().resolve("state")))
        .contains(PosixFilePermission.GROUP_WRITE);
  }

  private void importPlaylist(Image trainer, String bootstrap) throws Exception {
    Path playlists = folder.resolve("list.txt");
    Files.writeString(playlists, "lantern harbour anchor\n");
    try (SegueProcess command =
        trainer.start(folder.resolve("import.txt"), "import", playlists.toString(), bootstrap)) {
      int exitCode = command.awaitExit();
      assertThat(exitCode).as(command.output()).isZero();
    }
  }

  private void serve(Image app, String bootstrap) throws Exception {
    String address = "127.0.0.1:" + EmbeddedBroker.freePort();
    try (SegueProcess instance =
        app.start(
            folder.resolve("serve.txt"),
            "serve",
            bootstrap,
            "--state-dir=" + app.root().resolve("state"),
            "--listen=" + address)) {
      ApiClient api = new ApiClient(address);
      api.awaitOpen();
      api.await("/v1/playlists/list-1", answer -> answer.body().path("tracks").size() == 3);
      assertThat(api.tracks("list-1")).containsExactly("lantern", "harbour", "anchor");
      instance.terminate();
    }
  }
}

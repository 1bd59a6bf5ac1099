package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.local.ApiClient;
import io.segue.local.EmbeddedBroker;
import io.segue.local.SegueProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release package, unpacked somewhere else and used there, with a Maven that ends the test. */
class ReleaseIT {

  private static final String PLAYLISTS =
      """
      "user_id", "artistname", "trackname", "playlistname"
      "ann","The Lanterns","Harbour","Sunday"
      "ann","The Lanterns","Anchor","Sunday"
      "ann","Otis Saturn","Eclipse","Sunday"
      """;

  @TempDir private static Path folder;
  private static Path release = Path.of("");

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Path.of(Objects.requireNonNull(System.getProperty("segue.release")));
    assertThat(archive).as("package it first: mvn package").exists();
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    release = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho Maven was called >&2\nexit 99\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everythingThatBelongsToAReleaseIsInIt() {
    assertThat(release.resolve("bin/segue")).isExecutable();
    assertThat(release.resolve("README.md")).content().contains("bin/segue demo --once");
    assertThat(release.resolve("LICENSE")).content().contains("Apache License");
    assertThat(release.resolve("THIRD-PARTY.txt")).content().contains("Kafka", "RocksDB");
    assertThat(release.resolve("docs/operations.md")).exists();
    assertThat(release.resolve("docker-compose.yml")).exists();
    if (!Boolean.getBoolean("cyclonedx.skip")) {
      assertThat(release.resolve("segue.cdx.json")).content().contains("CycloneDX");
    }
  }

  /** Of what is shipped, nothing is left out, and nothing is there for no command. */
  @Test
  void classPathsNameAllJarsAndNoOthers() throws Exception {
    List<Path> named = new ArrayList<>();
    for (String module : List.of("local", "trainer", "streams-app")) {
      String classPath = Files.readString(release.resolve("lib/" + module + ".classpath"));
      for (String jar : classPath.split(":", -1)) {
        named.add(release.resolve(jar));
      }
    }
    try (Stream<Path> lib = Files.list(release.resolve("lib"))) {
      assertThat(lib.filter(file -> file.toString().endsWith(".jar")))
          .containsAll(named)
          .allMatch(jar -> named.contains(jar) || jar.toString().contains("segue-local"));
    }
  }

  @Test
  void theCommandLineTellsItsVersionAndWhatItCanDo() throws Exception {
    assertThat(run(0, "--version")).contains("Segue 0.").doesNotContain("unpacked");
    assertThat(run(0, "--help")).contains("demo", "serve", "train");
    assertThat(run(2, "bench")).contains("not in the release package");
    assertThat(run(2, "train", "--families=two-tower")).contains("not in the release package");
  }

  /** Commands of all three class paths: the broker's, the trainer's, the app's. */
  @Test
  void aBrokerIsFilledAndServedFrom() throws Exception {
    Path playlists = folder.resolve("playlists.csv");
    Files.writeString(playlists, PLAYLISTS);
    try (SegueProcess broker = start("broker", "--port=0")) {
      String bootstrap = "--bootstrap-servers=" + broker.await("Broker ready: (\\S+)");
      run(0, "import", playlists.toString(), bootstrap);
      String state = "--state-dir=" + folder.resolve("state");
      String address = "127.0.0.1:" + EmbeddedBroker.freePort();
      try (SegueProcess app = start("serve", bootstrap, state, "--listen=" + address)) {
        ApiClient api = new ApiClient(address);
        api.awaitOpen();
        api.await("/v1/playlists/ann-Sunday", answer -> answer.body().path("tracks").size() == 3);
        app.terminate();
      }
    }
  }

  /** Runs a command to its end and returns what it printed. */
  private static String run(int exitCode, String... arguments) throws Exception {
    try (SegueProcess process = start(arguments)) {
      int code = process.awaitExit();
      assertThat(code).as("%s", process.output()).isEqualTo(exitCode);
      return process.output();
    }
  }

  private static SegueProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(release.resolve("bin/segue").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().merge("PATH", folder.resolve("bin").toString(), (p, m) -> m + ":" + p);
    builder.environment().put("SEGUE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SEGUE_JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC");
    return SegueProcess.start(Files.createTempFile(folder, "output", ".txt"), builder);
  }
}

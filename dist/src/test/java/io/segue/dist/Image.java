package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.local.SegueProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An image that Jib has written to a file, unpacked layer by layer, without the base's layers. */
final class Image {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode manifest;
  private final JsonNode config;
  private final Path root;

  private Image(JsonNode manifest, JsonNode config, Path root) {
    this.manifest = manifest;
    this.config = config;
    this.root = root;
  }

  /** Unpacks the image of a module into a folder that is there and empty. */
  static Image unpack(String module, Path folder) throws Exception {
    Path archive = Path.of("..", module, "target", "jib-image.tar").toAbsolutePath();
    assertThat(archive).as("build it first: mvn verify, or mvn -Pimages package").exists();
    Path files = Files.createDirectories(folder.resolve("files"));
    Path root = Files.createDirectories(folder.resolve("root"));
    extract(archive, files);
    JsonNode manifest = JSON.readTree(files.resolve("manifest.json").toFile()).get(0);
    JsonNode config = JSON.readTree(files.resolve(manifest.path("Config").asText()).toFile());
    for (JsonNode layer : manifest.path("Layers")) {
      extract(files.resolve(layer.asText()), root);
    }
    return new Image(manifest, config.path("config"), root);
  }

  private static void extract(Path archive, Path folder) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tar.waitFor()).as("tar -xf %s", archive).isZero();
  }

  /** Its name and version. */
  String name() {
    return manifest.at("/RepoTags/0").asText();
  }

  /** What a container begins with: user, command, volumes. */
  JsonNode config() {
    return config;
  }

  Path root() {
    return root;
  }

  /** The jars on its class path, without their folders. */
  List<String> jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : Files.readString(root.resolve("app/jib-classpath-file")).split(":", -1)) {
      Path path = root.resolve(entry.substring(1));
      if (entry.endsWith("/*")) { // every jar of the folder, as Java understands it
        try (Stream<Path> folder = Files.list(Objects.requireNonNull(path.getParent()))) {
          folder.forEach(jar -> jars.add(jar.getFileName().toString()));
        }
      } else {
        assertThat(path).isRegularFile();
        jars.add(path.getFileName().toString());
      }
    }
    return jars;
  }

  /** All files that are there, but those in the working directory, which is a volume. */
  Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> !file.startsWith("state/"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * Starts the image's own command in its working directory, but on the JDK of this process, and
   * with the folder of the unpacked layers before each path.
   */
  SegueProcess start(Path output, String... arguments) throws IOException {
    Path app = root.resolve("app");
    for (String file : List.of("app/jib-classpath-file", "usr/local/bin/segue")) {
      Path path = root.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(app.toString())) {
        Files.writeString(path, text.replaceAll("(?<![\\w./])/app/", app + "/"));
      }
    }
    List<String> command = new ArrayList<>();
    command.add(root.resolve("usr/local/bin/" + config.at("/Entrypoint/0").asText()).toString());
    command.addAll(List.of(arguments));
    String workingDirectory = config.path("WorkingDir").asText();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.resolve(workingDirectory.substring(1)).toFile());
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, java) -> java + ":" + path);
    builder.environment().put("SEGUE_JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC");
    return SegueProcess.start(output, builder);
  }
}

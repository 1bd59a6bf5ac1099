package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of {@code k8s/}: as they are written, and as kustomize puts them together. */
final class Manifests {

  static final Path FOLDER = Path.of("..", "k8s").toAbsolutePath().normalize();

  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifests() {}

  /** The documents of a YAML text, a tree each. */
  static List<JsonNode> parse(String yaml) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(strict))
        .loadAll(yaml)
        .forEach(
            document -> {
              if (document != null) {
                documents.add(JSON.valueToTree(document));
              }
            });
    return documents;
  }

  /** The documents of a file, named from {@link #FOLDER} on. */
  static List<JsonNode> read(String file) throws Exception {
    return parse(Files.readString(FOLDER.resolve(file)));
  }

  /**
   * The documents that {@code kubectl apply -k} would send; without kubectl the test is skipped.
   */
  static List<JsonNode> render(Path kustomization) throws Exception {
    assumeThat(onPath("kubectl"))
        .as("kubectl is here; it puts together what kubectl apply -k sends")
        .isTrue();
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", kustomization.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor()).as("kubectl kustomize %s", kustomization).isZero();
    return parse(rendered);
  }

  /** Those of a kind. */
  static List<JsonNode> ofKind(List<JsonNode> documents, String kind) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .toList();
  }

  /** The pod templates of whatever makes pods. */
  static List<JsonNode> podTemplates(List<JsonNode> documents) {
    return documents.stream()
        .flatMap(
            document ->
                Stream.of(
                    document.at("/spec/template"), document.at("/spec/jobTemplate/spec/template")))
        .filter(template -> template.has("spec"))
        .toList();
  }

  /** The containers of all pod templates. */
  static List<JsonNode> containers(List<JsonNode> documents) {
    List<JsonNode> containers = new ArrayList<>();
    podTemplates(documents)
        .forEach(template -> template.at("/spec/containers").forEach(containers::add));
    return containers;
  }

  static boolean onPath(String program) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }
}

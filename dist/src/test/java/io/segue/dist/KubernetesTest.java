package io.segue.dist;

import static io.segue.dist.Manifests.FOLDER;
import static io.segue.dist.Manifests.containers;
import static io.segue.dist.Manifests.ofKind;
import static io.segue.dist.Manifests.podTemplates;
import static io.segue.dist.Manifests.read;
import static io.segue.dist.Manifests.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the manifests are what Kubernetes understands, and fit together. */
class KubernetesTest {

  /** Made by hand before the first apply; docs/deployment.md says how. */
  private static final Set<String> SECRETS =
      Set.of(
          "segue-tokens",
          "segue-tls",
          "segue-kafka-ca",
          "segue-app",
          "segue-trainer",
          "segue-worker");

  /** Without kubectl too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "base/namespace.yaml",
        "base/app.yaml",
        "base/trainer.yaml",
        "base/worker.yaml",
        "base/disruption.yaml",
        "base/network.yaml",
        "overlays/local/kafka.yaml"
      })
  void everyFileKeepsToTheSchemaOfKubernetes(String file) throws Exception {
    for (JsonNode document : read(file)) {
      KubernetesSchema.check(document);
    }
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() {
    String misspelt =
        "{apiVersion: apps/v1, kind: StatefulSet, spec: {serviceName: a, selector: {}, template:"
            + " {spec: {containers: [{name: a, imagee: b}]}}}}";
    JsonNode document = Manifests.parse(misspelt).get(0);

    assertThatThrownBy(() -> KubernetesSchema.check(document)).hasMessageContaining("imagee");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/local", "overlays/production", "with-keda"})
  void whatIsAppliedFitsTogether(String name, @TempDir Path folder) throws Exception {
    List<JsonNode> documents =
        render(name.equals("with-keda") ? withKeda(folder) : FOLDER.resolve(name));

    for (JsonNode document : documents) {
      if (!document.path("kind").asText().equals("ScaledObject")) {
        KubernetesSchema.check(document);
      }
    }
    assertReferencesResolve(documents);
    assertSelectorsSelect(documents);
    podTemplates(documents).forEach(KubernetesTest::assertUnprivileged);
    for (JsonNode container : containers(documents)) {
      CommandCheck.image(container.path("image").asText());
      CommandCheck.command(container.path("image").asText(), texts(container.path("args")));
      container
          .path("env")
          .forEach(variable -> CommandCheck.variable(variable.path("name").asText()));
    }
    for (JsonNode map : ofKind(documents, "ConfigMap")) {
      map.path("data").fieldNames().forEachRemaining(CommandCheck::variable);
    }
  }

  /** As an overlay of somebody's own would: production, and KEDA. */
  private static Path withKeda(Path folder) throws Exception {
    Path real = folder.toRealPath();
    Files.writeString(
        real.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [%s]
        components: [%s]
        """
            .formatted(
                real.relativize(FOLDER.toRealPath().resolve("overlays/production")),
                real.relativize(FOLDER.toRealPath().resolve("components/keda"))));
    return real;
  }

  @Test
  void kedaScalesTheWorkersByTheTrainersPods(@TempDir Path folder) throws Exception {
    List<JsonNode> documents = render(withKeda(folder));
    JsonNode scaled = ofKind(documents, "ScaledObject").get(0).path("spec");

    JsonNode worker = only(ofKind(documents, "Deployment"));
    assertThat(scaled.at("/scaleTargetRef/name")).isEqualTo(worker.at("/metadata/name"));
    assertThat(worker.path("spec").has("replicas")).isFalse();
    JsonNode trainer = only(ofKind(documents, "CronJob"));
    JsonNode labels = trainer.at("/spec/jobTemplate/spec/template/metadata/labels");
    assertThat(scaled.at("/triggers/0/metadata/podSelector").asText())
        .isEqualTo("app=" + labels.path("app").asText());
    assertThat(scaled.at("/triggers/0/metadata/value").asDouble())
        .isEqualTo(1.0 / scaled.path("maxReplicaCount").asInt());
  }

  /** The user's secret reaches Kafka's clients by the provider that the file names. */
  @Test
  void theSettingsForKafkaFindThePasswordInTheMountedSecret(@TempDir Path mounted)
      throws Exception {
    Files.createDirectories(mounted.resolve("user"));
    Files.writeString(mounted.resolve("user/sasl.jaas.config"), "a login module");
    Properties settings = new Properties();
    try (var in =
        Files.newBufferedReader(FOLDER.resolve("overlays/production/client.properties"))) {
      settings.load(in);
    }
    settings.replaceAll((key, value) -> value.toString().replace("/kafka/", mounted + "/"));
    settings.put("bootstrap.servers", "localhost:9093");

    AdminClientConfig config = new AdminClientConfig(settings);

    assertThat(config.getPassword("sasl.jaas.config").value()).isEqualTo("a login module");
    assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
  }

  private static void assertReferencesResolve(List<JsonNode> documents) {
    Set<String> maps = new HashSet<>();
    ofKind(documents, "ConfigMap").forEach(map -> maps.add(map.at("/metadata/name").asText()));
    Set<String> usedMaps = new TreeSet<>();
    Set<String> usedSecrets = new TreeSet<>();
    for (JsonNode document : documents) {
      for (JsonNode reference : document.findValues("configMapRef")) {
        usedMaps.add(reference.path("name").asText());
      }
      for (JsonNode reference : document.findValues("configMap")) {
        usedMaps.add(reference.path("name").asText());
      }
      for (JsonNode reference : document.findValues("secret")) {
        usedSecrets.add(reference.path("secretName").asText(reference.path("name").asText()));
      }
    }
    assertThat(usedMaps).isEqualTo(maps);
    assertThat(SECRETS).containsAll(usedSecrets);
    for (JsonNode set : ofKind(documents, "StatefulSet")) {
      assertThat(ofKind(documents, "Service"))
          .anyMatch(
              service ->
                  service.at("/metadata/name").equals(set.at("/spec/serviceName"))
                      && service.at("/spec/clusterIP").asText().equals("None"));
    }
    for (JsonNode document : documents) {
      for (JsonNode template : podTemplates(List.of(document))) {
        assertMountsResolve(template.path("spec"), document.at("/spec/volumeClaimTemplates"));
      }
    }
    for (JsonNode template : podTemplates(documents)) {
      Set<String> ports = new HashSet<>(texts(template.at("/spec/containers/0/ports"), "name"));
      for (JsonNode probe : template.findValues("httpGet")) {
        assertThat(ports).contains(probe.path("port").asText());
      }
    }
  }

  /** A volume for each mount, and a mount for each volume. */
  private static void assertMountsResolve(JsonNode pod, JsonNode claims) {
    List<String> volumes = new ArrayList<>(texts(pod.path("volumes"), "name"));
    claims.forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    List<String> mounts = new ArrayList<>();
    pod.path("containers")
        .forEach(container -> mounts.addAll(texts(container.path("volumeMounts"), "name")));
    assertThat(mounts).containsExactlyInAnyOrderElementsOf(volumes);
  }

  /** Every selector finds pods, and every port that is named is one of theirs. */
  private static void assertSelectorsSelect(List<JsonNode> documents) {
    List<JsonNode> pods = podTemplates(documents);
    for (JsonNode document : documents) {
      for (String where : List.of("/spec/selector", "/spec/podSelector")) {
        JsonNode selector = document.at(where);
        if (!selector.isMissingNode()) {
          assertThat(pods)
              .as("%s selects pods", document.at("/metadata"))
              .anyMatch(pod -> selects(selector, pod.at("/metadata/labels")));
        }
      }
    }
    for (JsonNode service : ofKind(documents, "Service")) {
      for (JsonNode port : service.at("/spec/ports")) {
        assertThat(pods)
            .filteredOn(pod -> selects(service.at("/spec/selector"), pod.at("/metadata/labels")))
            .isNotEmpty()
            .allMatch(
                pod ->
                    pod.findValues("containerPort").stream()
                        .anyMatch(p -> p.asInt() == port.path("port").asInt()));
      }
    }
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    if (selector.has("matchExpressions")) {
      JsonNode expression = selector.at("/matchExpressions/0");
      assertThat(expression.path("operator").asText()).isEqualTo("In");
      return texts(expression.path("values"))
          .contains(labels.path(expression.path("key").asText()).asText());
    }
    JsonNode wanted = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
    for (Map.Entry<String, JsonNode> label : wanted.properties()) {
      if (!labels.path(label.getKey()).equals(label.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static void assertUnprivileged(JsonNode template) {
    JsonNode pod = template.path("spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    for (JsonNode container : pod.path("containers")) {
      assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
          .isFalse();
      assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
      assertThat(container.at("/resources/limits/memory"))
          .isEqualTo(container.at("/resources/requests/memory"));
      if (container.path("image").asText().contains("segue-")) {
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(texts(container.path("volumeMounts"), "mountPath")).contains("/state", "/tmp");
      }
    }
  }

  private static JsonNode only(List<JsonNode> nodes) {
    assertThat(nodes).hasSize(1);
    return nodes.get(0);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }
}

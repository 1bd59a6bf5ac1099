package io.segue.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;

/** The OpenAPI schema of Kubernetes, as its own Java client has it: strict about every field. */
final class KubernetesSchema {

  /** What a generated class of the client does with a document. */
  private interface Check {
    void of(JsonElement document) throws IOException;
  }

  private static final Map<String, Check> CHECKS =
      Map.of(
          "v1/ConfigMap", V1ConfigMap::validateJsonElement,
          "v1/Namespace", V1Namespace::validateJsonElement,
          "v1/Service", V1Service::validateJsonElement,
          "apps/v1/Deployment", V1Deployment::validateJsonElement,
          "apps/v1/StatefulSet", V1StatefulSet::validateJsonElement,
          "batch/v1/CronJob", V1CronJob::validateJsonElement,
          "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

  private KubernetesSchema() {}

  /**
   * Passes when the document has all required fields, no unknown ones, and each of its type.
   *
   * @throws IllegalArgumentException with the field that does not fit
   */
  static void check(JsonNode document) throws IOException {
    String type = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    Check check = CHECKS.get(type);
    if (check == null) {
      throw new AssertionError("No schema is known here for " + type);
    }
    check.of(JsonParser.parseString(document.toString()));
  }
}

package io.segue.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.local.DocumentedAcls;
import io.segue.schemas.Topic;
import io.segue.schemas.Topics;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Strimzi's topics and users, against the topics of the code and the rights of the document. */
class StrimziTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .addMixIn(UnknownPropertyPreserving.class, Strict.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Strimzi's classes put unknown fields aside; this takes that away from them. */
  private interface Strict {
    @JsonAnySetter(enabled = false)
    @SuppressWarnings("UnusedMethod") // Jackson reads what is written above it
    void setAdditionalProperty(String name, Object value);
  }

  /** Said in the manifests alone: how safe a cluster of three keeps them. */
  private static final String SAFETY = "min.insync.replicas";

  @Test
  void topicsAreThoseThatSegueWouldCreate() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (JsonNode document : Manifests.read("strimzi/topics.yaml")) {
      KafkaTopic manifest = typed(document, KafkaTopic.class);
      String name = manifest.getMetadata().getName();
      seen.add(name);
      assertThat(manifest.getSpec().getReplicas()).isEqualTo(3);
      Map<String, String> settings = new TreeMap<>();
      manifest.getSpec().getConfig().forEach((key, value) -> settings.put(key, value.toString()));
      assertThat(settings.remove(SAFETY)).isEqualTo("2");
      if (name.equals(Topics.PLAYLIST_EVENTS_DLQ)) {
        assertThat(manifest.getSpec().getPartitions()).isEqualTo(1);
        assertThat(settings)
            .containsOnly(Map.entry("cleanup.policy", "delete"), Map.entry("retention.ms", "-1"));
      } else {
        Topic<?> topic =
            Topics.ALL.stream().filter(t -> t.name().equals(name)).findAny().orElseThrow();
        assertThat(manifest.getSpec().getPartitions()).as(name).isEqualTo(topic.partitions());
        assertThat(settings).as(name).isEqualTo(topic.settings());
      }
    }
    Set<String> wanted = new TreeSet<>(Set.of(Topics.PLAYLIST_EVENTS_DLQ));
    Topics.ALL.forEach(topic -> wanted.add(topic.name()));
    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void aFieldThatStrimziDoesNotKnowIsRefused() {
    JsonNode misspelt = Manifests.parse("{kind: KafkaTopic, spec: {partition: 1}}").get(0);

    assertThatThrownBy(() -> typed(misspelt, KafkaTopic.class)).hasMessageContaining("partition");
  }

  @Test
  void usersMayDoWhatTheDocumentSaysAndNoMore() throws Exception {
    Set<AclBinding> granted = new HashSet<>();
    for (JsonNode document : Manifests.read("strimzi/users.yaml")) {
      KafkaUser user = typed(document, KafkaUser.class);
      assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
      var rights = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
      for (AclRule rule : rights.getAcls()) {
        for (StrimziAclOperation operation : rule.getOperations()) {
          granted.add(
              new AclBinding(
                  resource(rule),
                  new AccessControlEntry(
                      "User:" + user.getMetadata().getName(),
                      "*",
                      DocumentedAcls.operation(operation.toValue()),
                      AclPermissionType.ALLOW)));
        }
      }
    }

    assertThat(granted).containsExactlyInAnyOrderElementsOf(new HashSet<>(DocumentedAcls.read()));
  }

  /** As Strimzi's operators read it, but with no patience for fields that they do not know. */
  private static <T> T typed(JsonNode document, Class<T> type) throws Exception {
    T typed = JSON.treeToValue(document, type);
    assertThat(document.path("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
    assertThat(document.at("/metadata/labels").path("strimzi.io/cluster").asText())
        .isEqualTo("kafka");
    return typed;
  }

  private static ResourcePattern resource(AclRule rule) {
    if (rule.getResource() instanceof AclRuleTopicResource) {
      AclRuleTopicResource topic = (AclRuleTopicResource) rule.getResource();
      return new ResourcePattern(
          ResourceType.TOPIC, topic.getName(), pattern(topic.getPatternType()));
    }
    if (rule.getResource() instanceof AclRuleGroupResource) {
      AclRuleGroupResource group = (AclRuleGroupResource) rule.getResource();
      return new ResourcePattern(
          ResourceType.GROUP, group.getName(), pattern(group.getPatternType()));
    }
    AclRuleTransactionalIdResource id = (AclRuleTransactionalIdResource) rule.getResource();
    return new ResourcePattern(
        ResourceType.TRANSACTIONAL_ID, id.getName(), pattern(id.getPatternType()));
  }

  private static PatternType pattern(AclResourcePatternType type) {
    return type == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL;
  }
}

package io.segue.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

  private static RegistrySettings settings(Map<String, ?> config) {
    return RegistrySettings.from(config).orElseThrow();
  }

  private static void assertRefused(Map<String, ?> config, String... words) {
    assertThatThrownBy(() -> RegistrySettings.from(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void thereIsNoRegistryWithoutAnAddress() {
    assertThat(RegistrySettings.from(Map.of("acks", "all"))).isEmpty();
    assertThat(RegistrySettings.from(Map.of("schema.registry.url", " "))).isEmpty();
  }

  @Test
  void defaultsAreConfluents() {
    assertThat(settings(Map.of("schema.registry.url", "http://a:8081")))
        .isEqualTo(
            new RegistrySettings(
                List.of(URI.create("http://a:8081")), true, false, SubjectNaming.TOPIC, null));
  }

  @Test
  void everyKeyIsRead() {
    RegistrySettings settings =
        settings(
            Map.of(
                "schema.registry.url", "http://a:8081/apis/ccompat/v7/, https://b",
                "auto.register.schemas", false,
                "use.latest.version", "TRUE",
                "value.subject.name.strategy",
                    "io.confluent.kafka.serializers.subject.RecordNameStrategy",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "anna:secret:with:colons"));
    assertThat(settings.urls())
        .containsExactly(URI.create("http://a:8081/apis/ccompat/v7"), URI.create("https://b"));
    assertThat(settings.autoRegister()).isFalse();
    assertThat(settings.useLatest()).isTrue();
    assertThat(settings.naming()).isEqualTo(SubjectNaming.RECORD);
    assertThat(settings.userInfo()).isEqualTo("anna:secret:with:colons");
  }

  @Test
  void simpleStrategyNamesAreAccepted() {
    assertThat(SubjectNaming.named("TopicRecordNameStrategy"))
        .isEqualTo(SubjectNaming.TOPIC_AND_RECORD);
    assertThat(SubjectNaming.named("TopicNameStrategy")).isEqualTo(SubjectNaming.TOPIC);
  }

  @Test
  void userInfoOfTheUrlIsUsedAndNeverShown() {
    RegistrySettings settings = settings(Map.of("schema.registry.url", "http://anna:p%40ss@a:1"));
    assertThat(settings.userInfo()).isEqualTo("anna:p@ss");
    assertThat(settings.urls()).containsExactly(URI.create("http://a:1"));
    assertThat(settings.toString()).contains("http://a:1").doesNotContain("p@ss", "p%40ss");
    assertThat(new SchemaRegistry(settings).toString()).doesNotContain("p@ss", "p%40ss");
  }

  @Test
  void wrongValuesAreNamed() {
    String url = "schema.registry.url";
    assertRefused(Map.of(url, "localhost:8081"), url, "http://localhost:8081");
    assertRefused(Map.of(url, "http://a,"), url);
    assertRefused(
        Map.of(url, "http://a", "auto.register.schemas", "yes"), "auto.register.schemas", "yes");
    assertRefused(
        Map.of(url, "http://a", "value.subject.name.strategy", "com.example.Mine"),
        "com.example.Mine",
        "RecordNameStrategy");
    assertRefused(
        Map.of(url, "http://a", "basic.auth.credentials.source", "SASL_INHERIT"), "USER_INFO");
    assertRefused(
        Map.of(url, "http://a", "basic.auth.credentials.source", "USER_INFO"),
        "basic.auth.user.info");
    assertRefused(
        Map.of(url, "http://a", "schema.registry.ssl.truststore.location", "x"),
        "schema.registry.ssl.truststore.location",
        "not supported");
  }

  @Test
  void messagesHideThePasswordOfABrokenUrl() {
    assertThatThrownBy(
            () -> RegistrySettings.from(Map.of("schema.registry.url", "http://u:geheim@ho st")))
        .isInstanceOf(ConfigException.class)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"));
  }
}

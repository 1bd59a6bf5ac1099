package io.segue.schemas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureSettingsTest {

  private static final String TOPIC = "index-versions";
  private static final String KEY = "manifest/v7";
  private static final byte[] VALUE = "a manifest".getBytes(UTF_8);

  @TempDir Path folder;

  private KeyPair pair;
  private RecordSigner signer;
  private RecordVerifier verifier;

  @BeforeEach
  void readKeys() throws Exception {
    pair = pair("Ed25519");
    SignatureSettings settings =
        SignatureSettings.from(
            Map.of(
                SignatureSettings.SIGNING_KEY, pem("key.pem", pair.getPrivate()),
                SignatureSettings.TRUSTED_KEYS, pem("trusted.pem", pair.getPublic())));
    signer = Objects.requireNonNull(settings.signer());
    verifier = Objects.requireNonNull(settings.verifier());
  }

  @Test
  void whatWasSignedIsBelieved() {
    Headers signature = signature(KEY, VALUE);

    assertThat(verifier.fault(record(TOPIC, KEY, VALUE, signature))).isNull();
    assertThat(verifier.fault(record(TOPIC, KEY, null, signature(KEY, null)))).isNull();
  }

  @Test
  void whatWasChangedOrMovedIsNot() {
    Headers signature = signature(KEY, VALUE);
    byte[] changed = VALUE.clone();
    changed[3] ^= 1;

    assertFaulty("was changed", record(TOPIC, KEY, changed, signature));
    assertFaulty("was changed", record(TOPIC, "manifest/v8", VALUE, signature));
    assertFaulty("was changed", record("index-chunks", KEY, VALUE, signature));
    assertFaulty("was changed", record(TOPIC, KEY, null, signature));
    assertFaulty("was changed", record(TOPIC, KEY, new byte[0], signature(KEY, null)));
    assertFaulty(
        "not signed", record(TOPIC, KEY, VALUE, signature(KEY, VALUE).remove(Signatures.HEADER)));
    Headers nonsense = signature(KEY, VALUE).remove(Signatures.HEADER);
    nonsense.add(Signatures.HEADER, new byte[] {1, 2, 3});
    assertFaulty("not by a key", record(TOPIC, KEY, VALUE, nonsense));
  }

  @Test
  void anyOfSeveralTrustedKeysWillDoAndNoOther() throws Exception {
    KeyPair next = pair("Ed25519");
    pem("both.pem", pair.getPublic());
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(both) + Files.readString(Path.of(pem("x", next.getPublic()))));
    RecordVerifier rolling =
        Objects.requireNonNull(
            SignatureSettings.from(Map.of(SignatureSettings.TRUSTED_KEYS, both.toString()))
                .verifier());

    ProducerRecord<String, byte[]> byNext = new ProducerRecord<>(TOPIC, KEY, VALUE);
    new RecordSigner(next.getPrivate()).sign(byNext);

    assertThat(rolling.fault(record(TOPIC, KEY, VALUE, byNext.headers()))).isNull();
    assertThat(rolling.fault(record(TOPIC, KEY, VALUE, signature(KEY, VALUE)))).isNull();
    assertFaulty("not by a key", record(TOPIC, KEY, VALUE, byNext.headers()));
  }

  @Test
  void withoutSettingsNothingIsSignedOrAskedFor() {
    SignatureSettings none = SignatureSettings.from(Map.of("security.protocol", "SSL"));

    assertThat(none.signer()).isNull();
    assertThat(none.verifier()).isNull();
  }

  @Test
  void theSettingsReachNoKafkaClient() {
    Connection connection =
        new Connection(
            "a:1",
            Map.of(
                SignatureSettings.TRUSTED_KEYS,
                folder.resolve("trusted.pem").toString(),
                "client.id",
                "x"));

    assertThat(connection.clientConfig()).containsOnlyKeys("bootstrap.servers", "client.id");
    assertThat(connection.signatures().verifier()).isNotNull();
    assertThat(connection.signatures().signer()).isNull();
  }

  @Test
  void aFileThatHoldsNoSuchKeyIsASentenceWithoutItsContent() throws Exception {
    String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    assertRefused(SignatureSettings.SIGNING_KEY, pem("rsa.pem", pair("RSA").getPrivate()));
    assertRefused(SignatureSettings.TRUSTED_KEYS, pem("rsa.pub", pair("RSA").getPublic()));
    assertRefused(SignatureSettings.TRUSTED_KEYS, folder.resolve("key.pem").toString());
    assertRefused(SignatureSettings.SIGNING_KEY, folder.resolve("nothing").toString());
    Path raw = Files.writeString(folder.resolve("raw"), secret);
    assertThatThrownBy(
            () -> SignatureSettings.from(Map.of(SignatureSettings.SIGNING_KEY, raw.toString())))
        .isInstanceOf(BadInputException.class)
        .hasMessageNotContaining(secret);
    assertThatThrownBy(() -> SignatureSettings.from(Map.of("segue.index.signing.keys", "x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("segue.index.signing.key,");
  }

  private void assertRefused(String property, String file) {
    assertThatThrownBy(() -> SignatureSettings.from(Map.of(property, file)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(file, property);
  }

  private void assertFaulty(String sentence, ConsumerRecord<String, byte[]> record) {
    assertThat(verifier.fault(record)).contains(sentence);
  }

  private Headers signature(String key, byte @Nullable [] value) {
    ProducerRecord<String, byte[]> record = producerRecord(key, value);
    signer.sign(record);
    return record.headers();
  }

  @SuppressWarnings("NullAway") // a tombstone is a record without a value
  private static ProducerRecord<String, byte[]> producerRecord(
      String key, byte @Nullable [] value) {
    return new ProducerRecord<>(TOPIC, key, value);
  }

  @SuppressWarnings("NullAway") // a tombstone is a record without a value
  private static ConsumerRecord<String, byte[]> record(
      String topic, String key, byte @Nullable [] value, Headers headers) {
    ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(topic, 0, 0, key, value);
    headers.forEach(header -> record.headers().add(header));
    return record;
  }

  private static KeyPair pair(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }

  private String pem(String name, Key key) throws Exception {
    String kind = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
    return Files.writeString(
            folder.resolve(name),
            "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind))
        .toString();
  }
}

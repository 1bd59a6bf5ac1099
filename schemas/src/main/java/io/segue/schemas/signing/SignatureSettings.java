package io.segue.schemas.signing;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which index versions are signed and verified, from the same properties that hold the
 * Kafka clients' settings. Both are files in PEM, as {@code openssl genpkey -algorithm ed25519}
 * writes them. Immutable.
 *
 * @param signer signs; null when {@value #SIGNING_KEY} is not set
 * @param verifier verifies; null when {@value #TRUSTED_KEYS} is not set
 */
public record SignatureSettings(@Nullable RecordSigner signer, @Nullable RecordVerifier verifier) {

  /** Property: the file with the publisher's private key (PKCS #8, not encrypted). */
  public static final String SIGNING_KEY = "segue.index.signing.key";

  /** Property: the file with the public keys of publishers who are trusted; one or more. */
  public static final String TRUSTED_KEYS = "segue.index.trusted.keys";

  private static final String PREFIX = "segue.";
  private static final List<String> KNOWN = List.of(SIGNING_KEY, TRUSTED_KEYS);

  /** Whether what is written with these keys is believed by who verifies with them. */
  public boolean maySign() {
    return verifier == null || signer != null;
  }

  /** Whether the property is one of Segue's, and not one for a Kafka client. */
  public static boolean isSegueKey(String property) {
    return property.startsWith(PREFIX);
  }

  /**
   * Reads the settings and the files that they name.
   *
   * @throws ConfigException when there is a property that Segue does not know
   * @throws BadInputException when a file does not hold such a key
   */
  public static SignatureSettings from(Map<String, String> properties) {
    for (String property : properties.keySet()) {
      if (isSegueKey(property) && !KNOWN.contains(property)) {
        throw new ConfigException(property + " is not known; known are " + KNOWN + ".");
      }
    }
    String signing = properties.get(SIGNING_KEY);
    String trusted = properties.get(TRUSTED_KEYS);
    return new SignatureSettings(
        signing == null ? null : signer(Path.of(signing)),
        trusted == null ? null : verifier(Path.of(trusted)));
  }

  private static RecordSigner signer(Path file) {
    List<byte[]> keys = pem(file, "PRIVATE KEY", SIGNING_KEY);
    if (keys.size() != 1) {
      throw bad(file, "PRIVATE KEY", SIGNING_KEY, null);
    }
    try {
      return new RecordSigner(keys().generatePrivate(new PKCS8EncodedKeySpec(keys.get(0))));
    } catch (GeneralSecurityException e) {
      throw bad(file, "PRIVATE KEY", SIGNING_KEY, e);
    }
  }

  private static RecordVerifier verifier(Path file) {
    List<PublicKey> keys = new ArrayList<>();
    for (byte[] key : pem(file, "PUBLIC KEY", TRUSTED_KEYS)) {
      try {
        keys.add(keys().generatePublic(new X509EncodedKeySpec(key)));
      } catch (GeneralSecurityException e) {
        throw bad(file, "PUBLIC KEY", TRUSTED_KEYS, e);
      }
    }
    if (keys.isEmpty()) {
      throw bad(file, "PUBLIC KEY", TRUSTED_KEYS, null);
    }
    return new RecordVerifier(keys);
  }

  private static KeyFactory keys() {
    try {
      return KeyFactory.getInstance(Signatures.ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static List<byte[]> pem(Path file, String kind, String property) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw bad(file, kind, property, e);
    }
    Matcher blocks =
        Pattern.compile(
                "-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]*)-----END " + kind + "-----")
            .matcher(text);
    List<byte[]> found = new ArrayList<>();
    while (blocks.find()) {
      try {
        found.add(Base64.getMimeDecoder().decode(blocks.group(1)));
      } catch (IllegalArgumentException e) {
        throw bad(file, kind, property, e);
      }
    }
    return found;
  }

  /** Neither the content nor what a parser says of it is in the sentence: it may be a key. */
  private static BadInputException bad(
      Path file, String kind, String property, @Nullable Exception cause) {
    return new BadInputException(
        "The file %s (%s) %s."
            .formatted(
                file,
                property,
                Files.isReadable(file)
                    ? "does not hold an Ed25519 key as 'BEGIN " + kind + "' in PEM"
                    : "cannot be read; is it there, and may this user read it?"),
        cause);
  }
}

package io.segue.schemas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;

/**
 * What signer and verifier have in common: Ed25519 (RFC 8032) over a name for the purpose, the
 * record's topic and key, and its value's bytes as they are in Kafka. Bytes and not fields, so that
 * a reader of an older schema, who would write other bytes, can verify what a newer one has signed.
 */
final class Signatures {

  /** The header with the signature, 64 bytes. */
  static final String HEADER = "segue.signature";

  /** The algorithm, by the JDK's name. */
  static final String ALGORITHM = "Ed25519";

  private static final byte[] PURPOSE = "segue record signature 1".getBytes(UTF_8);
  private static final byte HAS_NO_VALUE = 0;
  private static final byte HAS_VALUE = 1;

  private Signatures() {}

  static Signature algorithm() {
    try {
      return Signature.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** Gives the signature what is to be signed; each part with its length, so that none can move. */
  static void update(
      Signature signature, String topic, @Nullable String key, byte @Nullable [] value)
      throws SignatureException {
    part(signature, PURPOSE);
    part(signature, topic.getBytes(UTF_8));
    part(signature, key == null ? new byte[0] : key.getBytes(UTF_8));
    signature.update(value == null ? HAS_NO_VALUE : HAS_VALUE);
    if (value != null) {
      part(signature, value);
    }
  }

  private static void part(Signature signature, byte[] bytes) throws SignatureException {
    for (int shift = 24; shift >= 0; shift -= 8) {
      signature.update((byte) (bytes.length >>> shift));
    }
    signature.update(bytes);
  }

  static IllegalStateException unusable(InvalidKeyException e) {
    return new IllegalStateException("a key that was read as an Ed25519 key is none", e);
  }
}

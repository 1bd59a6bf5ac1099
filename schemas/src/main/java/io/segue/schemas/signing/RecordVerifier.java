package io.segue.schemas.signing;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Says whether records were signed by somebody who is trusted. Thread-safe. */
public final class RecordVerifier {

  private final List<PublicKey> keys;

  /**
   * @param keys Ed25519 keys, of which any is trusted; at least one. Several for the time in which
   *     one takes the place of another.
   */
  public RecordVerifier(List<PublicKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("nobody is trusted without a key");
    }
    this.keys = List.copyOf(keys);
  }

  /** Why the record is not to be believed, as a clause; null when it is. */
  public @Nullable String fault(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(Signatures.HEADER);
    if (header == null || header.value() == null) {
      return "it is not signed, and this instance serves signed versions only";
    }
    for (PublicKey key : keys) {
      if (fits(record, header.value(), key)) {
        return null;
      }
    }
    return "its signature is not by a key that this instance trusts, or the record was changed";
  }

  private static boolean fits(
      ConsumerRecord<String, byte[]> record, byte[] claimed, PublicKey key) {
    Signature signature = Signatures.algorithm();
    try {
      signature.initVerify(key);
      Signatures.update(signature, record.topic(), record.key(), record.value());
      return signature.verify(claimed);
    } catch (InvalidKeyException e) {
      throw Signatures.unusable(e);
    } catch (SignatureException e) {
      return false; // not even the form of a signature
    }
  }
}

package io.segue.schemas.signing;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Signs records before they are sent. Thread-safe. */
public final class RecordSigner {

  private final PrivateKey key;

  /**
   * @param key an Ed25519 key
   */
  public RecordSigner(PrivateKey key) {
    this.key = key;
  }

  /** Puts the signature into the record's headers. The record must not change afterwards. */
  public void sign(ProducerRecord<String, byte[]> record) {
    Signature signature = Signatures.algorithm();
    try {
      signature.initSign(key);
      byte @Nullable [] value = record.value();
      Signatures.update(signature, record.topic(), record.key(), value);
      record.headers().remove(Signatures.HEADER).add(Signatures.HEADER, signature.sign());
    } catch (InvalidKeyException e) {
      throw Signatures.unusable(e);
    } catch (SignatureException e) {
      throw new IllegalStateException("a record cannot be signed", e);
    }
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "signer of records";
  }
}

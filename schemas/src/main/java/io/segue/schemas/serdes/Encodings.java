package io.segue.schemas.serdes;

import org.apache.avro.Schema;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** What the two encodings' writer and reader share. */
final class Encodings {

  /** First byte of Confluent's wire format; a big-endian schema id of 4 bytes follows. */
  static final byte REGISTRY_MARKER = 0;

  /**
   * First two bytes of Avro's single-object encoding; the schema's fingerprint, little-endian, 8
   * bytes, follows.
   */
  static final byte[] SINGLE_OBJECT_MARKER = {(byte) 0xC3, 0x01};

  static final int REGISTRY_HEADER_BYTES = 1 + Integer.BYTES;
  static final int SINGLE_OBJECT_HEADER_BYTES = 2 + Long.BYTES;

  private Encodings() {}

  /**
   * The Avro model of a generated type: its conversions of times and the like.
   *
   * <p>Avro instantiates no class that it was not told to trust, whatever a schema from outside may
   * name. So the classes generated into the type's package are added to what is trusted.
   */
  static SpecificData model(Class<? extends SpecificRecord> type) {
    trustGeneratedClassesBeside(type);
    return SpecificData.getForClass(type);
  }

  private static synchronized void trustGeneratedClassesBeside(
      Class<? extends SpecificRecord> type) {
    ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    if (!before.isTrusted(type)) {
      String ours = type.getPackageName();
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(
              before,
              c -> c.isAnnotationPresent(AvroGenerated.class) && c.getPackageName().equals(ours)));
    }
  }

  static Schema schema(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }
}

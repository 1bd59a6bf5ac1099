package io.segue.schemas.serdes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a record type has had, by fingerprint: what lets a reader without a registry
 * decode what earlier versions of Segue wrote.
 *
 * <p>They lie beside the record's class as resources {@code history/<Record>.v1.avsc}, {@code .v2.}
 * and so on without gaps, the current one last; a test makes sure that it is there. A released file
 * never changes.
 *
 * <p>Immutable.
 */
final class SchemaHistory {

  private final Map<Long, Schema> byFingerprint = new HashMap<>();

  SchemaHistory(List<Schema> schemas) {
    schemas.forEach(schema -> byFingerprint.put(fingerprint(schema), schema));
  }

  /** The current schema of the type and all earlier ones. */
  static SchemaHistory of(Class<? extends SpecificRecord> type) {
    SchemaHistory history = new SchemaHistory(List.of(SpecificData.get().getSchema(type)));
    for (int version = 1; ; version++) {
      Schema schema = version(type, version);
      if (schema == null) {
        return history;
      }
      // The current schema comes from the class: its fingerprint covers neither defaults nor docs.
      history.byFingerprint.putIfAbsent(fingerprint(schema), schema);
    }
  }

  /** The schema of the given version, from 1; null when there is none. */
  static @Nullable Schema version(Class<? extends SpecificRecord> type, int version) {
    String resource = "history/" + type.getSimpleName() + ".v" + version + ".avsc";
    try (InputStream in = type.getResourceAsStream(resource)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }

  /** The schema with the given CRC-64-AVRO fingerprint; null when it is none of these. */
  @Nullable Schema withFingerprint(long fingerprint) {
    return byFingerprint.get(fingerprint);
  }

  static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}

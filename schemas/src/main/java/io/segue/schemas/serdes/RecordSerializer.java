package io.segue.schemas.serdes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one generated type: Avro single-object encoding without a registry, Confluent's
 * wire format with one. Null stays null (a tombstone).
 *
 * <p>Thread-safe.
 *
 * @param <V> the record type
 */
public final class RecordSerializer<V extends SpecificRecord> implements Serializer<V> {

  private final Class<V> type;
  private final Schema schema;
  private final DatumWriter<V> writer;
  private final byte[] singleObjectHeader;
  private final @Nullable SchemaRegistry registry;

  /**
   * @param registry where schemas are registered, or null for the single-object encoding
   */
  public RecordSerializer(Class<V> type, @Nullable SchemaRegistry registry) {
    this.type = type;
    this.schema = Encodings.schema(type);
    this.writer = new SpecificDatumWriter<>(schema, Encodings.model(type));
    this.singleObjectHeader =
        ByteBuffer.allocate(Encodings.SINGLE_OBJECT_HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(Encodings.SINGLE_OBJECT_MARKER)
            .putLong(SchemaHistory.fingerprint(schema))
            .array();
    this.registry = registry;
  }

  /** What every value begins with that is written without a registry: marker and fingerprint. */
  public byte[] singleObjectHeader() {
    return singleObjectHeader.clone();
  }

  /**
   * @throws SerializationException when the record lacks a field that must be there, or (its
   *     subclass {@link SchemaRegistryException}) the registry does not take its schema
   * @throws RegistryUnavailableException when the registry cannot be asked
   */
  @Override
  public byte @Nullable [] serialize(@Nullable String topic, @Nullable V value) {
    if (value == null) {
      return null;
    }
    try {
      if (registry == null) {
        return encoded(singleObjectHeader, writer, value);
      }
      if (topic == null) {
        throw new SerializationException(
            "Only values of a topic can be written with a schema registry.");
      }
      SchemaRegistry.Registered registered = registry.forWriting(topic, schema);
      ByteBuffer header = ByteBuffer.allocate(Encodings.REGISTRY_HEADER_BYTES);
      header.put(Encodings.REGISTRY_MARKER).putInt(registered.id());
      if (registered.schema().equals(schema)) {
        return encoded(header.array(), writer, value);
      }
      return encodedAs(registered.schema(), header.array(), value, topic);
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(
          "A "
              + type.getSimpleName()
              + " for topic '"
              + topic
              + "' cannot be written; does it lack a field? "
              + e.getMessage(),
          e);
    }
  }

  private static <T> byte[] encoded(byte[] header, DatumWriter<T> writer, T value)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(header, 0, header.length);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /** Rewrites the value in the registry's latest schema, which differs from ours. */
  private byte[] encodedAs(Schema latest, byte[] header, V value, String topic) throws IOException {
    SchemaCompatibility.SchemaPairCompatibility compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(latest, schema);
    if (compatibility.getType() != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
      throw new SchemaRegistryException(
          "The latest schema in the registry for topic '"
              + topic
              + "' cannot hold our "
              + type.getSimpleName()
              + ": "
              + compatibility.getResult().getIncompatibilities());
    }
    byte[] ours = encoded(new byte[0], writer, value);
    GenericRecord converted =
        new GenericDatumReader<GenericRecord>(schema, latest)
            .read(null, DecoderFactory.get().binaryDecoder(ours, null));
    return encoded(header, new GenericDatumWriter<>(latest), converted);
  }
}

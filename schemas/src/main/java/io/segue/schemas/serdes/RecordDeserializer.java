package io.segue.schemas.serdes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of one generated type in either encoding, told apart by the first byte. The
 * writer's schema is resolved against ours: fields that ours lacks are passed over, fields that the
 * writer's lacks take their defaults. Null stays null (a tombstone).
 *
 * <p>Thread-safe.
 *
 * @param <V> the record type
 */
public final class RecordDeserializer<V extends SpecificRecord> implements Deserializer<V> {

  private final Class<V> type;
  private final SpecificData model;
  private final Schema schema;
  private final SchemaHistory history;
  private final @Nullable SchemaRegistry registry;

  /** By the writer's schema's fingerprint (single-object encoding) or id (registry). */
  private final Map<Long, DatumReader<V>> byFingerprint = new ConcurrentHashMap<>();

  private final Map<Integer, DatumReader<V>> byId = new ConcurrentHashMap<>();

  /**
   * @param registry where the schemas of values in Confluent's wire format are found; without one
   *     such values cannot be read
   */
  public RecordDeserializer(Class<V> type, @Nullable SchemaRegistry registry) {
    this(type, SchemaHistory.of(type), registry);
  }

  RecordDeserializer(Class<V> type, SchemaHistory history, @Nullable SchemaRegistry registry) {
    this.type = type;
    this.model = Encodings.model(type);
    this.schema = Encodings.schema(type);
    this.history = history;
    this.registry = registry;
  }

  /**
   * @throws SerializationException saying what is wrong with the bytes; its subclass {@link
   *     SchemaRegistryException} when the registry does not know their schema
   * @throws RegistryUnavailableException when the registry cannot be asked: not the bytes' fault
   */
  @Override
  public @Nullable V deserialize(@Nullable String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length >= Encodings.SINGLE_OBJECT_HEADER_BYTES
        && bytes[0] == Encodings.SINGLE_OBJECT_MARKER[0]
        && bytes[1] == Encodings.SINGLE_OBJECT_MARKER[1]) {
      long fingerprint =
          ByteBuffer.wrap(bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .getLong(Encodings.SINGLE_OBJECT_MARKER.length);
      DatumReader<V> reader = byFingerprint.computeIfAbsent(fingerprint, f -> readerOf(f, topic));
      return decoded(reader, bytes, Encodings.SINGLE_OBJECT_HEADER_BYTES, topic);
    }
    if (bytes.length >= Encodings.REGISTRY_HEADER_BYTES && bytes[0] == Encodings.REGISTRY_MARKER) {
      int id = ByteBuffer.wrap(bytes).getInt(1);
      DatumReader<V> reader = byId.get(id);
      if (reader == null) { // not computeIfAbsent: who waits for the registry must hold up nobody
        reader = readerOf(id, topic);
        byId.put(id, reader);
      }
      return decoded(reader, bytes, Encodings.REGISTRY_HEADER_BYTES, topic);
    }
    throw new SerializationException(whose(topic) + " is " + described(bytes) + ".");
  }

  private DatumReader<V> readerOf(long fingerprint, @Nullable String topic) {
    Schema writerSchema = history.withFingerprint(fingerprint);
    if (writerSchema == null) {
      throw new SerializationException(
          String.format(
              "%s was written with a schema of fingerprint %016x, which is none of %s's schemas that"
                  + " this version of Segue knows: upgrade this reader, or let writers and readers"
                  + " share a registry (%s).",
              whose(topic), fingerprint, type.getSimpleName(), RegistrySettings.URL));
    }
    return new SpecificDatumReader<>(writerSchema, schema, model);
  }

  private DatumReader<V> readerOf(int id, @Nullable String topic) {
    if (registry == null) {
      throw new SerializationException(
          whose(topic)
              + " was written with schema "
              + id
              + " of a schema registry; set "
              + RegistrySettings.URL
              + " to read it.");
    }
    return new SpecificDatumReader<>(registry.byId(id), schema, model);
  }

  private V decoded(DatumReader<V> reader, byte[] bytes, int from, @Nullable String topic) {
    V value;
    boolean allRead;
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
      value = reader.read(null, decoder);
      allRead = decoder.isEnd();
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | ClassCastException
        | SecurityException
        | UnsupportedOperationException e) { // how Avro says that an array would be too long
      throw new SerializationException(
          whose(topic) + " cannot be decoded as " + type.getSimpleName() + ": " + e.getMessage(),
          e);
    }
    if (!allRead) {
      throw new SerializationException(
          whose(topic) + " goes on after the " + type.getSimpleName() + " has ended.");
    }
    return value;
  }

  private static String whose(@Nullable String topic) {
    return topic == null ? "The value" : "The value of a record of topic '" + topic + "'";
  }

  private static String described(byte[] bytes) {
    if (bytes.length == 0) {
      return "empty";
    }
    String expected =
        "neither in Avro's single-object encoding (C3 01) nor in the schema registry's wire format"
            + " (00): it is "
            + bytes.length
            + " bytes long and begins with "
            + String.format("%02X", bytes[0]);
    return bytes[0] == '{' ? expected + ", which looks like JSON" : expected;
  }
}

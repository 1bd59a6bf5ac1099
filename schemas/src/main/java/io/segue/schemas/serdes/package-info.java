/**
 * How Avro records become the bytes of Kafka values and back.
 *
 * <p>Owns the two encodings (Avro single-object encoding, Confluent's wire format), the past
 * schemas of our records and the client of the schema registry. Entry classes: {@link
 * io.segue.schemas.serdes.RecordSerializer} and {@link io.segue.schemas.serdes.RecordDeserializer};
 * the door for everyone else is {@code io.segue.schemas.AvroSerdes}. Knows any generated record
 * type, and no topic by name: may not depend on {@code io.segue.schemas}.
 */
@NullMarked
package io.segue.schemas.serdes;

import org.jspecify.annotations.NullMarked;

package io.segue.schemas.serdes;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry's word on a schema: it does not know the one that a record names, or does not
 * take the one that a record is to be written with. Asking again changes nothing.
 */
public final class SchemaRegistryException extends SerializationException {

  private static final long serialVersionUID = 1L;

  SchemaRegistryException(String sentence) {
    super(sentence);
  }
}

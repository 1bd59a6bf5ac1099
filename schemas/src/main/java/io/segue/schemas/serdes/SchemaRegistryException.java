package io.segue.schemas.serdes;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The schema registry refused something, or could not be asked. */
public final class SchemaRegistryException extends SerializationException {

  private static final long serialVersionUID = 1L;

  /** Whether the registry was out of reach rather than of another opinion. */
  private final boolean unreachable;

  private SchemaRegistryException(String sentence, boolean unreachable, @Nullable Throwable cause) {
    super(sentence, cause);
    this.unreachable = unreachable;
  }

  static SchemaRegistryException refused(String sentence) {
    return new SchemaRegistryException(sentence, false, null);
  }

  static SchemaRegistryException unreachable(String sentence, Throwable cause) {
    return new SchemaRegistryException(sentence, true, cause);
  }

  /**
   * Whether no registry answered: the same record may go through later, so who has the choice
   * should wait, or stop, rather than put the record aside as broken.
   */
  public boolean isUnreachable() {
    return unreachable;
  }
}

package io.segue.schemas.serdes;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * No schema registry could be asked: none answered, it did not let us in, or what answered is none.
 *
 * <p>That says nothing of any record, which may go through later. So it is no {@link
 * org.apache.kafka.common.errors.SerializationException}: whoever puts records aside that cannot be
 * decoded must not put this one aside, but wait, or stop.
 */
public final class RegistryUnavailableException extends KafkaException {

  private static final long serialVersionUID = 1L;

  /** Whether something answered, so that waiting will not help. */
  private final boolean answered;

  private RegistryUnavailableException(
      String sentence, boolean answered, @Nullable Throwable cause) {
    super(sentence, cause);
    this.answered = answered;
  }

  static RegistryUnavailableException silent(String sentence, Throwable cause) {
    return new RegistryUnavailableException(sentence, false, cause);
  }

  static RegistryUnavailableException misplaced(String sentence) {
    return new RegistryUnavailableException(sentence, true, null);
  }

  /**
   * Whether something answered, but not as a registry that lets us in does: then settings are
   * wrong, and waiting will not help.
   */
  public boolean isAnswered() {
    return answered;
  }
}

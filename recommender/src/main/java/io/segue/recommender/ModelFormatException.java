package io.segue.recommender;

/** Bytes that are not a model that this version of Segue can read; the message tells why. */
public final class ModelFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With a sentence that says what is wrong with the bytes. */
  public ModelFormatException(String message) {
    super(message);
  }

  /** With a sentence and what led to it. */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.segue.client;

import org.jspecify.annotations.Nullable;

/** A question was not answered; the message is a sentence that says why. */
public final class SegueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  SegueException(int status, String type, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.status = status;
    this.type = type;
  }

  /** The HTTP status; 0 where nobody answered. */
  public int status() {
    return status;
  }

  /**
   * The kind of problem, such as {@code urn:segue:problem:not-found}; it stays the same from
   * version to version. Empty where the answer names none.
   */
  public String type() {
    return type;
  }

  /** Whether what was asked about is not there: an unknown playlist, an unknown track. */
  public boolean isNotFound() {
    return status == 404;
  }
}

package io.segue.app.index;

/** Something could not be read just now, and may be a moment later; the message says what. */
public final class IndexUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With one sentence and what led to it. */
  public IndexUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With one sentence. */
  public IndexUnavailableException(String message) {
    super(message);
  }
}

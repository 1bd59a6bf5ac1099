package io.segue.app.index;

/** What was published is wrong, and reading it again would not help; the message says how. */
public final class IndexFaultException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With one sentence that names the version's fault. */
  public IndexFaultException(String message) {
    super(message);
  }

  /** With one sentence and what led to it. */
  public IndexFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}

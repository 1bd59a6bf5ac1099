package io.segue.app.events;

/** An event that the broker did not confirm; the message says why. */
public final class EventNotWrittenException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With one sentence and what led to it. */
  public EventNotWrittenException(String message, Throwable cause) {
    super(message, cause);
  }
}

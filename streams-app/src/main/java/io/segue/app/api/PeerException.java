package io.segue.app.api;

/** Another instance did not answer; the message says which and why. */
final class PeerException extends Exception {

  private static final long serialVersionUID = 1L;

  PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}

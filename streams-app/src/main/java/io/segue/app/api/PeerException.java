package io.segue.app.api;

import org.jspecify.annotations.Nullable;

/** Another instance did not answer; the message says which and why. */
final class PeerException extends Exception {

  private static final long serialVersionUID = 1L;

  PeerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

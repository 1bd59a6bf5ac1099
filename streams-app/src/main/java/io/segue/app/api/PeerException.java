package io.segue.app.api;

import org.jspecify.annotations.Nullable;

/** Another instance did not answer; the message says which and why. */
final class PeerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean asked;

  /**
   * @param asked whether the instance may have seen the request
   */
  PeerException(String message, boolean asked, @Nullable Throwable cause) {
    super(message, cause);
    this.asked = asked;
  }

  /** Whether the instance may have seen the request, so that it has cost somebody something. */
  boolean asked() {
    return asked;
  }
}

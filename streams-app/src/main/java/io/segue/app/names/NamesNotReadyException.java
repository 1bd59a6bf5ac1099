package io.segue.app.names;

/** Nothing can be searched yet; the message is a sentence that says why. */
public final class NamesNotReadyException extends Exception {

  private static final long serialVersionUID = 1L;

  NamesNotReadyException(String message) {
    super(message);
  }
}
